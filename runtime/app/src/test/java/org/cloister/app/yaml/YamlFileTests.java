package org.cloister.app.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlFileTests {

  @Test
  void parse_sections_remembersPlaces() {
    Yaml.Mapping root = assertInstanceOf(Yaml.Mapping.class, parse("a: 1\nb:\n  c: [x, \"2\"]\n"));
    Yaml.Mapping b = assertInstanceOf(Yaml.Mapping.class, root.entries().get(1).value());
    Yaml.Sequence c = assertInstanceOf(Yaml.Sequence.class, b.entries().get(0).value());

    assertEquals(new Position(3, 3), b.entries().get(0).key().at());
    assertEquals(new Yaml.Scalar(new Position(3, 10), "2", false), c.items().get(1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "a: !!javax.script.ScriptEngineManager [x]|1:4 must not use tags",
        "a: !local x|1:4 must not use tags",
        "a: &x 1|1:4 must not use anchors",
        "a: *x|1:4 must not use aliases",
        "a: [1, 2|1:9 must be valid YAML",
        "a: 1; --- ; b: 2|2:1 must be one document",
        "[a, b]: 1|1:1 must have plain words as keys",
        "# nothing|1:1 must not be empty",
      })
  void parse_whatPeopleDoNotNeed_isRefusedWithItsPlace(String text, String complaint) {
    ProblemsFound refused =
        assertThrows(ProblemsFound.class, () -> parse(text.replace("; ", "\n").trim()));

    Problem problem = refused.problems().get(0);
    assertTrue(problem.toString().startsWith("job.yaml:" + complaint), problem.toString());
    assertEquals(ErrorCode.JOB_UNREADABLE, problem.code());
  }

  @Test
  void parse_deepNesting_isRefusedBeforeAnythingRecurses() {
    String deep = "[".repeat(100_000);

    String complaint = assertThrows(ProblemsFound.class, () -> parse(deep)).getMessage();

    assertEquals(
        "job.yaml:1:33 must nest at most 32 levels; a job file needs 4 [CL-0101]", complaint);
  }

  @Test
  void parse_tooManyBytes_isRefused() {
    byte[] large = new byte[YamlFile.MAX_BYTES + 1];

    CloisterException refused =
        assertThrows(CloisterException.class, () -> YamlFile.parse("job.yaml", large));

    assertEquals(ErrorCode.JOB_UNREADABLE, refused.code());
  }

  @Test
  void parse_notUtf8_isRefused() {
    byte[] latin = "cloister: 1\nname: caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1);

    ProblemsFound refused =
        assertThrows(ProblemsFound.class, () -> YamlFile.parse("job.yaml", latin));

    assertEquals(
        "job.yaml:2:10 must be UTF-8 text, has a byte that is not; save the file as UTF-8 [CL-0101]",
        refused.getMessage());
  }

  @Test
  void parse_byteOrderMark_isSkipped() {
    Yaml.Mapping root = assertInstanceOf(Yaml.Mapping.class, parse("\ufeffa: 1\n"));

    assertEquals("a", root.entries().get(0).key().text());
    assertEquals(new Position(1, 1), root.at());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "a: 1;\tb: 2|indent with spaces instead of tabs",
        "a: b: c|quote texts that contain",
        "a: 1;b;c: 2|a colon and a space after the key",
        "a: [1, 2|close the",
        "a: \"x|close the",
        "a: {b: 1; c: 2}|comma between",
        "a:;    b: 1;  c: 2|indent this line like the others",
        "a: @x|put quotes around",
        "a: \"C:\\x\"|backslash twice",
        "a: & x|put quotes around",
      })
  void parse_whatPeopleOftenGetWrong_saysWhatToDo(String text, String advice) {
    String written = text.replace(";", "\n").replace("\\t", "\t");

    String message = assertThrows(ProblemsFound.class, () -> parse(written)).getMessage();

    assertTrue(message.contains(advice), message);
  }

  private static Yaml parse(String text) {
    return YamlFile.parse("job.yaml", text.getBytes(StandardCharsets.UTF_8)).root();
  }
}
