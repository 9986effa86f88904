package org.cloister.samples.heartdisease;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyntheticCohortTests {

  private static final Path COMMITTED = Path.of("data");

  @TempDir Path folder;

  @Test
  void main_again_writesTheCommittedBytes() throws IOException {
    SyntheticCohort.main(new String[] {folder.toString()});

    for (Hospital hospital : Hospital.all()) {
      String name = hospital.site() + ".csv";
      assertArrayEquals(
          Files.readAllBytes(COMMITTED.resolve(name)),
          Files.readAllBytes(folder.resolve(name)),
          name);
    }
  }

  @Test
  void tables_haveTheSizesColumnsAndGapsOfTheCollection() throws IOException {
    List<Integer> sizes = List.of(303, 294, 123, 200);
    List<Integer> usable = List.of(303, 260, 42, 135);
    for (int i = 0; i < sizes.size(); i++) {
      String site = Hospital.all().get(i).site();
      List<String> lines = Files.readAllLines(COMMITTED.resolve(site + ".csv"));
      assertEquals(sizes.get(i), lines.size(), site);
      assertEquals(
          List.of(14), lines.stream().map(l -> l.split(",", -1).length).distinct().toList(), site);
      assertEquals(
          usable.get(i),
          (int) lines.stream().filter(SyntheticCohortTests::isComplete).count(),
          site);
    }
  }

  @Test
  void switzerland_recordsCholesterolAsZero() throws IOException {
    assertEquals(
        List.of("0"),
        Files.readAllLines(COMMITTED.resolve("switzerland.csv")).stream()
            .map(line -> line.split(",")[4])
            .distinct()
            .toList());
  }

  private static boolean isComplete(String line) {
    return !Arrays.asList(line.split(",")).subList(0, 10).contains("?");
  }
}
