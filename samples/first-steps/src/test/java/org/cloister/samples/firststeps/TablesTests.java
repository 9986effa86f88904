package org.cloister.samples.firststeps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TablesTests {

  private static final Path COMMITTED = Path.of("data");

  @TempDir Path folder;

  @Test
  void main_again_writesTheCommittedBytes() throws IOException {
    Tables.main(new String[] {folder.toString()});

    Map<String, String> committed = files(COMMITTED);
    committed.remove("README.md");
    assertEquals(committed, files(folder));
  }

  @Test
  void tables_haveTheSizesThatTheReadmeNames() throws IOException {
    Map<String, String> files = files(COMMITTED);
    files.remove("README.md");
    assertEquals(113, files.size());
    files.forEach(
        (name, table) ->
            assertEquals(name.startsWith("participants") ? 11 : 101, table.lines().count(), name));
  }

  @Test
  void participants_haveTheRowsOfTheSites() throws IOException {
    Map<String, String> files = files(COMMITTED);
    assertEquals(rows(files, "sites"), rows(files, "participants"));
  }

  private static List<String> rows(Map<String, String> files, String folder) {
    return files.entrySet().stream()
        .filter(file -> file.getKey().startsWith(folder + "/"))
        .flatMap(file -> file.getValue().lines().skip(1))
        .toList();
  }

  @Test
  void main_withoutAFolder_saysWhatIsNeeded() {
    assertThrows(IllegalArgumentException.class, () -> Tables.main(new String[0]));
  }

  private static Map<String, String> files(Path root) throws IOException {
    Map<String, String> found = new TreeMap<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        found.put(root.relativize(file).toString().replace('\\', '/'), Files.readString(file));
      }
    }
    return found;
  }
}
