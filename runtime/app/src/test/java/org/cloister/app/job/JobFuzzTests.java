package org.cloister.app.job;

import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import org.cloister.app.yaml.ProblemsFound;
import org.cloister.app.yaml.YamlFile;
import org.cloister.model.CloisterException;
import org.junit.jupiter.api.Test;

/** Broken job files end in a refusal, never in another exception and never in a long wait. */
class JobFuzzTests {

  private static final int CASES = 1000;
  private static final String[] PIECES = {
    "{",
    "}",
    "[",
    "]",
    ":",
    "- ",
    "\n",
    "\n    ",
    "\t",
    "\"",
    "'",
    "|",
    ">",
    "#",
    "~",
    "null",
    "&a ",
    "*a",
    "!!int ",
    "---\n",
    "...\n",
    "? ",
    "%YAML 9.9\n",
    "\u0000",
    "\ud83d\ude00",
    "1e999",
    "-0",
    ".nan",
    "<<: ",
    ",",
    "\\x",
    "@",
    "`"
  };

  @Test
  void read_brokenSamples_isReadOrRefused() throws Exception {
    String sample = Files.readString(Path.of("../../samples/heart-disease/job-open.yaml"));
    int refused = 0;
    for (long seed = 0; seed < CASES; seed++) {
      String text = broken(sample, new SplittableRandom(seed));
      refused += refuses(text, seed) ? 1 : 0;
    }
    int least = CASES / 3;
    assertTrue(refused > least, "of " + CASES + " broken files only " + refused + " were refused");
  }

  private static boolean refuses(String text, long seed) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try {
      assertTimeout(
          Duration.ofSeconds(5),
          () -> JobReader.read(YamlFile.parse("job.yaml", bytes), Path.of("folder")));
      return false;
    } catch (ProblemsFound | CloisterException expected) {
      return true;
    } catch (RuntimeException | StackOverflowError e) {
      return fail("seed " + seed, e);
    }
  }

  private static String broken(String sample, SplittableRandom random) {
    StringBuilder text = new StringBuilder(sample);
    int edits = 1 + random.nextInt(6);
    for (int i = 0; i < edits; i++) {
      int at = random.nextInt(text.length());
      switch (random.nextInt(4)) {
        case 0 -> text.insert(at, PIECES[random.nextInt(PIECES.length)]);
        case 1 -> text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(30)));
        case 2 -> text.setCharAt(at, (char) random.nextInt(0x250));
        default -> text.insert(at, sample, at / 2, Math.min(sample.length(), at / 2 + 80));
      }
    }
    return text.toString();
  }
}
