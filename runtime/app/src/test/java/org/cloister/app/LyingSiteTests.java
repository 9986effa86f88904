package org.cloister.app;

import static org.cloister.app.LedgerOfRunTests.entries;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two of four hospitals lie in every session of a simulation on the secure route. */
class LyingSiteTests {
  private static final int ROUNDS = 2;

  @TempDir static Path folder;
  private static TestHome home;
  private static RecordedRun run;
  private static Path out;

  @BeforeAll
  static void simulate() throws IOException {
    home = TestHome.in(folder.resolve("home"));
    home.trust(LyingBundle.write(folder, home.bundles().resolve("lying.jar")), "lying");
    SampleJob sample =
        SampleJob.secure(folder.resolve("sample")).with("rounds: 15", "rounds: " + ROUNDS);
    run = RecordedRun.of(home, folder, sample, ROUNDS);
    out = run.out();
  }

  private static long incidents(String site, String code) {
    return entries(out, "incident").stream()
        .filter(line -> line.contains("\"party\":\"" + site + "\""))
        .filter(line -> line.contains(code))
        .count();
  }

  @Test
  void reveal_wrongShare_isBlamedOnTheLedgerAndTheOthersGoOn() {
    assertTrue(incidents("switzerland", "CL-0713") > ROUNDS, entries(out, "incident")::toString);
    assertEquals(ROUNDS, entries(out, "model-release").size());
  }

  @Test
  void vector_aSecondOne_isAnIncidentAndTheRoundIsMadeAgainWithTheFirst() {
    assertTrue(incidents("va", "CL-0503") >= 1, entries(out, "incident")::toString);
    for (int round = 1; round <= ROUNDS; round++) {
      TestHome.Ran ran = run.replay(round);
      assertEquals(0, ran.exit(), ran.out() + ran.err());
      assertTrue(ran.out().startsWith("VERIFIED  round " + round), ran.out());
    }
  }

  @Test
  void ledger_ofLiarsAndOthers_verifiesAndNamesNobodyElse() {
    String report = LedgerOfRunTests.verified(out);
    assertTrue(report.startsWith("0\n"), report);
    for (String honest : List.of("cleveland", "hungarian")) {
      assertEquals(0, incidents(honest, ""), honest);
    }
  }
}
