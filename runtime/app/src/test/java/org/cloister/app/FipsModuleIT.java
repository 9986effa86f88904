package org.cloister.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The distribution on the bc-fips module, as CLOISTER_CRYPTO starts it. */
class FipsModuleIT {
  private static final Map<String, String> MODULE = Map.of("CLOISTER_CRYPTO", "bc-fips");
  private static final Map<String, String> USUAL = Map.of();

  private final Installation installation =
      new Installation(Path.of(System.getProperty("cloister.distribution")));

  @TempDir Path folder;

  @BeforeEach
  void copySample() throws Exception {
    Path from = installation.home().resolve("samples/heart-disease");
    Files.createDirectories(folder.resolve("data"));
    try (Stream<Path> files = Files.list(from.resolve("data"))) {
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve("data").resolve(file.getFileName().toString()));
      }
    }
    String job = Files.readString(from.resolve("job.yaml")).replace("rounds: 15", "rounds: 2");
    String standard = "protocol: {plugin: bonawitz, suite: standard} #";
    Files.writeString(folder.resolve("standard.yaml"), job.replace("protocol: bonawitz", standard));
    Files.writeString(folder.resolve("unnamed.yaml"), job);
    String fips = "protocol: {plugin: bonawitz, suite: fips} #";
    Files.writeString(folder.resolve("fips.yaml"), job.replace("protocol: bonawitz", fips));
  }

  private Installation.Ran simulate(Map<String, String> library, String job, String out)
      throws Exception {
    return installation.cloister(
        library,
        "simulate",
        folder.resolve(job).toString(),
        "--out",
        folder.resolve(out).toString());
  }

  @Test
  void simulate_noSuiteNamedOnTheModule_endsWithTheBitsOfTheUsualLibrary() throws Exception {
    Installation.Ran module = simulate(MODULE, "unnamed.yaml", "module"); // it takes its own suite
    assertEquals(0, module.exit(), module.output());
    Installation.Ran usual = simulate(USUAL, "fips.yaml", "usual");
    assertEquals(0, usual.exit(), usual.output());
    assertEquals(
        -1,
        Files.mismatch(
            folder.resolve("module/model/weights.bin"), folder.resolve("usual/model/weights.bin")));
    String descriptor = Files.readString(folder.resolve("module/keys/federation.json"));
    assertTrue(descriptor.contains("\"suite\":\"fips\""));
  }

  @Test
  void simulate_anotherSuiteOnTheModule_isRefusedWithItsCode() throws Exception {
    Installation.Ran ran = simulate(MODULE, "standard.yaml", "refused");
    assertNotEquals(0, ran.exit());
    assertTrue(ran.output().contains("CL-0916"), ran.output());
    assertFalse(Files.exists(folder.resolve("refused/model")));
  }

  @Test
  void doctor_onTheModule_namesItAndItsModeAndTest() throws Exception {
    Installation.Ran ran = installation.cloister(MODULE, "doctor", "--format", "json");
    assertEquals(0, ran.exit(), ran.output());
    JsonNode told = new ObjectMapper().readTree(ran.output()).get("data");
    assertTrue(told.get("library").asText().contains("2.1.0"), ran.output());
    assertTrue(told.get("approvedOnly").asBoolean());
    assertEquals("READY", told.get("selfTest").asText());
    assertEquals("BCFIPS", told.get("random").asText());
    assertEquals("[\"fips\"]", told.get("suites").toString());
  }

  @Test
  void start_librariesThatAreNone_isRefused() throws Exception {
    Installation.Ran other = installation.cloister(Map.of("CLOISTER_CRYPTO", "fips"), "version");
    assertEquals(2, other.exit());
    assertTrue(other.output().contains("must be bc-fips"), other.output());
    // The usual library where the module was asked for, as after a copy that lost a folder.
    Installation.Ran lost =
        installation.cloister(Map.of("CLOISTER_JAVA_OPTS", "-Dcloister.crypto=bc-fips"), "version");
    assertNotEquals(0, lost.exit());
    assertTrue(lost.output().contains("CL-0916"), lost.output());
  }
}
