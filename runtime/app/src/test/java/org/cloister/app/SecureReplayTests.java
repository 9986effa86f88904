package org.cloister.app;

import static org.cloister.app.CommandLineTests.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rounds of the secure route of a real run, made again from what the coordinator heard. */
class SecureReplayTests {
  private static final int ROUNDS = 4;

  @TempDir static Path folder;
  private static TestHome home;
  private static RecordedRun run;
  private static Path out;

  @BeforeAll
  static void runOnce() throws IOException {
    home = TestHome.secure(folder.resolve("home"));
    SampleJob sample =
        SampleJob.secure(folder.resolve("sample")).with("rounds: 15", "rounds: " + ROUNDS);
    run = RecordedRun.of(home, folder, sample, 2);
    out = run.out();
  }

  @Test
  void replay_keptRounds_areUnmaskedAgainBitForBit() {
    for (int round = ROUNDS - 1; round <= ROUNDS; round++) {
      TestHome.Ran ran = run.replay(round);
      assertEquals(0, ran.exit(), ran.out() + ran.err());
      assertTrue(ran.out().startsWith("VERIFIED  round " + round), ran.out());
      assertTrue(ran.out().contains("survivors are the ones that the sites signed"), ran.out());
    }
    JsonNode data =
        json(home.run("replay", "--run", out, "--round", ROUNDS, "--format", "json").out())
            .path("data");
    assertEquals(7, data.path("candidates").path(0).path("checked").size());
  }

  @Test
  void replay_roundThatIsKeptNoLonger_isInconclusive() {
    assertEquals(10, run.replay(1).exit());
  }

  @Test
  void replay_archiveAltered_failsAndDescriptorAbsentIsInconclusive() throws IOException {
    RecordedRun altered = run.copy("altered");
    try (Stream<Path> files = Files.list(altered.out().resolve("archive"))) {
      for (Path file : files.toList()) {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 3] ^= 1;
        Files.write(file, bytes);
      }
    }
    assertEquals(6, altered.replay(ROUNDS).exit());
    RecordedRun stranger = run.copy("stranger");
    Files.delete(stranger.out().resolve("keys/federation.json"));
    TestHome.Ran ran = stranger.replay(ROUNDS);
    assertEquals(10, ran.exit(), ran.out() + ran.err());
    assertTrue(ran.out().contains("descriptor"), ran.out());
  }

  @Test
  void ledger_ofTheRun_verifiesAndNamesWhatSitesAgreedOn() {
    TestHome.Ran ran = home.run("ledger", "verify", out, "--policy", out.resolve("keys/policy"));
    assertEquals(0, ran.exit(), ran.out() + ran.err());
    String shown = home.run("ledger", "show", out, "--type", "aggregate", "--format", "json").out();
    JsonNode first = json(shown).findParent("key_messages");
    assertNotEquals(null, first, shown);
    assertTrue(first.path("survivors").asText().startsWith("sha256:"), shown);
  }
}
