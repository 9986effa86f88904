package org.cloister.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Averaging in a process with a heap of 256 MiB: how much memory it takes is seen from there. */
class LargeAverageTests {
  private static final long MAX_RESIDENT_MIB = 300;

  @TempDir Path folder;

  @Test
  void main_tenMillionParameters_staysWithinItsMemory() throws Exception {
    assertBounded(10, 10_000_000);
  }

  @Test
  @Tag("large")
  void main_hundredMillionParametersOfTenSites_staysWithinItsMemory() throws Exception {
    assertBounded(10, 100_000_000);
  }

  private void assertBounded(int sites, long parameters) throws Exception {
    long needed = (sites + 2) * parameters * Float.BYTES;
    Assumptions.assumeTrue(
        folder.toFile().getUsableSpace() > needed, "there are not " + needed + " bytes of disk");
    Path output = folder.resolve("output");
    Process child =
        new ProcessBuilder(
                System.getProperty("java.home") + "/bin/java",
                "-Xmx256m",
                "-Djava.io.tmpdir=" + folder,
                "-cp",
                System.getProperty("java.class.path"),
                LargeAverage.class.getName(),
                Integer.toString(sites),
                Long.toString(parameters))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertTrue(child.waitFor(15, TimeUnit.MINUTES), "it still runs");
      String text = Files.readString(output, StandardCharsets.UTF_8);
      assertEquals(0, child.exitValue(), text);
      Matcher peak = Pattern.compile("peakResidentMiB=(\\d+)").matcher(text);
      assertTrue(peak.find(), text);
      long mebibytes = Long.parseLong(peak.group(1));
      Assumptions.assumeTrue(mebibytes > 0, "this system does not say how much memory it took");
      assertTrue(mebibytes <= MAX_RESIDENT_MIB, text);
    } finally {
      child.destroyForcibly();
    }
  }
}
