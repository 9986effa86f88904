package org.cloister.app.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A code without a page, or a page without a code, fails the build here. */
class ErrorPagesTests {

  private static final Path PAGES = Path.of("src/main/resources/org/cloister/app/explain");
  private static final List<String> SECTIONS =
      List.of("## What it means", "## Why it happens", "## What to do");
  private static final int SHORTEST_SECTION = 60;
  private static final int WIDEST_LINE = 100;

  @Test
  void pages_andCodes_areTheSame() throws IOException {
    Set<String> codes =
        Arrays.stream(ErrorCode.values())
            .map(code -> code.text() + ".md")
            .collect(Collectors.toCollection(TreeSet::new));
    try (Stream<Path> files = Files.list(PAGES)) {
      Set<String> pages =
          files
              .map(file -> file.getFileName().toString())
              .collect(Collectors.toCollection(TreeSet::new));

      assertEquals(codes, pages, "each code needs a page here: " + PAGES);
    }
  }

  @ParameterizedTest
  @EnumSource
  void page_ofEachCode_hasItsHeadingAndSections(ErrorCode code) {
    ErrorPage page = ErrorPages.of(code);
    List<String> lines = page.text().lines().toList();

    assertEquals("# " + code.text() + " " + code.name() + ": " + page.title(), lines.get(0));
    assertTrue(page.title().length() > 10 && page.title().length() <= 70, page.title());
    assertEquals(SECTIONS, lines.stream().filter(line -> line.startsWith("## ")).toList());
    for (String section : page.text().split("(?m)^#.*$", -1)) {
      int length = section.strip().length();
      assertTrue(length == 0 || length >= SHORTEST_SECTION, "too short: " + section);
    }
    assertTrue(lines.stream().allMatch(line -> line.length() <= WIDEST_LINE), page.text());
    assertTrue(page.text().endsWith(".\n"), "a page ends with a sentence");
  }

  @ParameterizedTest
  @CsvSource({
    "CL-0401",
    "cl-0401",
    "cl0401",
    "401",
    "0401",
    "CL-401",
    "below-quorum",
    "BELOW_QUORUM",
    "' 401 '",
    "CL 401"
  })
  void named_anySpelling_isTheCode(String word) {
    assertEquals(ErrorCode.BELOW_QUORUM, ErrorPages.named(word));
  }

  @Test
  void named_slip_givesTheNearest() {
    CloisterException e =
        assertThrows(CloisterException.class, () -> ErrorPages.named("below-qorum"));

    assertEquals(ErrorCode.USAGE, e.code());
    assertTrue(e.getMessage().contains("did you mean BELOW_QUORUM?"), e.getMessage());
    assertTrue(e.getMessage().contains("CL-0001, CL-0002"), e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "0",
        "99999999999999999999",
        "CL-",
        "../CL-0401",
        "CL-0401.md",
        "\u0000",
        "ⅳ"
      })
  void named_hostile_isRefused(String word) {
    assertEquals(
        ErrorCode.USAGE,
        assertThrows(CloisterException.class, () -> ErrorPages.named(word)).code());
  }
}
