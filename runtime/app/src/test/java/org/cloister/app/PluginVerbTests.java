package org.cloister.app;

import static org.cloister.app.CommandLineTests.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cloister.guard.PluginLock;
import org.cloister.model.Digest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginVerbTests {

  @TempDir Path folder;

  private TestHome home;

  @BeforeEach
  void install() throws IOException {
    home = TestHome.in(folder.resolve("home"));
  }

  @Test
  void list_installed_namesBundlesAndRoles() {
    TestHome.Ran ran = home.run("plugin", "list");

    assertEquals(0, ran.exit());
    assertTrue(ran.out().contains("trainer: adam, sgd"), ran.out());
    assertFalse(ran.out().contains("REFUSED"), ran.out());
    assertEquals("", ran.err());
  }

  @Test
  void list_untrustedBundle_isQuarantinedWithItsReason() throws IOException {
    Path stranger = Files.copy(trainers(), home.bundles().resolve("stranger.jar"));
    Files.write(stranger, new byte[] {0}, java.nio.file.StandardOpenOption.APPEND);

    TestHome.Ran ran = home.run("plugin", "list", "--format", "json");

    assertEquals(0, ran.exit());
    JsonNode refused = json(ran.out()).at("/data/quarantined");
    assertEquals(1, refused.size());
    assertEquals("stranger.jar", refused.at("/0/file").asText());
    assertTrue(refused.at("/0/reason").asText().contains("cloister plugin trust"), ran.out());
    assertEquals(5, json(ran.out()).at("/data/admitted").size());
  }

  @Test
  void show_idOfARole_showsItsBundle() {
    TestHome.Ran ran = home.run("plugin", "show", "sgd");

    assertEquals(0, ran.exit());
    assertTrue(ran.out().contains("org.cloister.plugins.trainers 0.1.0"), ran.out());
    assertTrue(ran.out().contains("entry: org.cloister.plugins.trainers."), ran.out());
  }

  @Test
  void show_slip_suggestsWhatWasMeant() {
    TestHome.Ran ran = home.run("plugin", "show", "sdg");

    assertEquals(2, ran.exit());
    assertTrue(ran.err().contains("did you mean sgd?"), ran.err());
    assertTrue(ran.err().contains("[CL-0301]"), ran.err());
  }

  @Test
  void trust_newBundle_isCopiedLockedAndAdmitted() throws IOException {
    Path trainers = trainers();
    Path elsewhere = Files.move(trainers, folder.resolve(trainers.getFileName()));
    PluginLock.read(home.lockFile())
        .without(elsewhere.getFileName().toString())
        .write(home.lockFile());
    assertEquals(2, home.run("plugin", "show", "sgd").exit());

    TestHome.Ran ran = home.run("plugin", "trust", elsewhere);

    assertEquals(0, ran.exit(), ran.err());
    assertTrue(PluginLock.read(home.lockFile()).trusts(Digest.of(Files.readAllBytes(elsewhere))));
    assertEquals(0, home.run("plugin", "show", "sgd").exit());
  }

  @Test
  void trust_otherBytesUnderThatNameInBundles_isRefused() throws IOException {
    Path trainers = trainers();
    Path elsewhere = Files.copy(trainers, folder.resolve(trainers.getFileName()));
    Files.writeString(trainers, "other");
    byte[] lock = Files.readAllBytes(home.lockFile());

    TestHome.Ran ran = home.run("plugin", "trust", elsewhere, "--format", "json");

    assertEquals(6, ran.exit());
    assertEquals("CL-0302", json(ran.out()).at("/error/code").asText());
    assertEquals(
        new String(lock, java.nio.charset.StandardCharsets.UTF_8),
        Files.readString(home.lockFile()));
  }

  @Test
  void trust_whatIsNoBundle_isRefused() throws IOException {
    Path text = Files.writeString(folder.resolve("notes.jar"), "not a jar");

    TestHome.Ran ran = home.run("plugin", "trust", text);

    assertEquals(6, ran.exit());
    assertTrue(ran.err().contains("notes.jar"), ran.err());
    assertFalse(Files.exists(home.bundles().resolve("notes.jar")));
  }

  private Path trainers() throws IOException {
    return home.bundles().resolve(TestHome.built("trainers").getFileName());
  }
}
