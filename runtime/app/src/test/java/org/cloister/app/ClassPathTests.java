package org.cloister.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** The app's class path, of which the tests' is a superset. */
class ClassPathTests {

  @Test
  void noPluginIsVisibleToTheApp() throws IOException {
    assertEquals(List.of(), entriesWith("org/cloister/plugins/"));
  }

  @Test
  void theSearchFindsWhatIsThere() throws IOException {
    assertNotEquals(List.of(), entriesWith("org/cloister/model/"));
    assertNotEquals(List.of(), entriesWith("org/nd4j/"));
  }

  private static List<String> entriesWith(String folder) throws IOException {
    List<String> found = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      Path path = Path.of(entry);
      if (Files.isDirectory(path) ? Files.isDirectory(path.resolve(folder)) : has(path, folder)) {
        found.add(entry);
      }
    }
    return found;
  }

  private static boolean has(Path jar, String folder) throws IOException {
    if (!Files.isRegularFile(jar)) {
      return false;
    }
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.stream().anyMatch(entry -> entry.getName().startsWith(folder));
    }
  }
}
