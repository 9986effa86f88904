package org.cloister.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cloister.engine.Fact;
import org.cloister.engine.JobOutcome;
import org.cloister.ledger.entry.Incident;
import org.cloister.ledger.log.Receipt;
import org.cloister.ledger.note.WitnessPolicy;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;
import org.cloister.spi.DropReason;
import org.cloister.spi.protection.Agreed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class RunLedgerTests {
  @TempDir Path folder;

  @Test
  void run_allAnswer_leavesALedgerThatTheAuditorAccepts() throws Exception {
    Consortium all = new Consortium(folder, 4);
    assertInstanceOf(JobOutcome.Completed.class, all.run(3));
    String report = all.verified();
    assertTrue(report.startsWith("0\n"), report);
    assertTrue(report.contains("simulated"), report);
    assertEquals(12, all.entries("contribution").size());
    assertEquals(4, all.entries("round-open").size());
    assertEquals(3, all.entries("aggregate").size());
    assertEquals(3, all.entries("model-release").size());
    assertEquals(3, all.entries("evaluation").size());
    assertEquals(2, all.entries("plugin").size());
    assertEquals(0, all.entries("incident").size());
    assertEquals(3, all.published.size());
  }

  /** The last head is shown to them twice: nothing is appended after the release. */
  @Test
  void run_asManyWitnessesAsAPolicyNames_countersignEachHeadOnce() throws Exception {
    Consortium all = new Consortium(folder, WitnessPolicy.MAX_WITNESSES);
    Rounds rounds = new Rounds(all.sites(), 2);
    rounds.evaluates = false;
    assertInstanceOf(JobOutcome.Completed.class, all.run(rounds));
    assertTrue(all.verified().startsWith("0\n"), all.verified());
  }

  @Test
  void run_sitesAgreedFirst_hasTheDigestsUnderTheTranscript() throws Exception {
    Consortium all = new Consortium(folder, 3);
    Rounds rounds = new Rounds(all.sites(), 1);
    Digest keys = Digest.of("keys");
    Digest survivors = Digest.of("survivors");
    rounds.agreed = new Agreed(Optional.of(keys), Optional.of(survivors));
    all.run(rounds);
    String aggregate = all.entries("aggregate").get(0);
    assertTrue(aggregate.contains("\"key_messages\":\"" + keys + "\""), aggregate);
    assertTrue(aggregate.contains("\"survivors\":\"" + survivors + "\""), aggregate);
    assertTrue(all.verified().startsWith("0\n"), all.verified());
  }

  @Test
  void run_siteThatBrokeTheProtocol_isAnIncidentWithTheRule() throws Exception {
    Consortium all = new Consortium(folder, 4);
    Rounds rounds = new Rounds(all.sites(), 1);
    rounds.blamed = Map.of("site-1", ErrorCode.SHARE_INVALID);
    all.run(rounds);
    List<String> incidents = all.entries("incident");
    assertEquals(1, incidents.size());
    assertTrue(
        incidents.get(0).contains("\"code\":\"" + ErrorCode.SHARE_INVALID.text() + "\"")
            && incidents.get(0).contains("\"kind\":\"refusal\"")
            && incidents.get(0).contains("\"party\":\"site-1\""),
        incidents.get(0));
    assertTrue(all.verified().startsWith("0\n"), all.verified());
  }

  @Test
  void run_siteThatFailedInTheDrawOfGroups_isAnIncidentBeforeTheFirstRound() throws Exception {
    Consortium all = new Consortium(folder, 4);
    Rounds rounds = new Rounds(all.sites(), 1);
    rounds.before =
        List.of(
            new Fact.Collected(
                0,
                "groups",
                Set.of(),
                Map.of("site-1", DropReason.INVALID, "site-2", DropReason.DEADLINE),
                Map.of("site-1", ErrorCode.DRAW_INVALID),
                true));
    all.run(rounds);
    List<String> incidents = all.entries("incident");
    assertEquals(2, incidents.size());
    assertTrue(
        incidents.get(0).contains("\"code\":\"" + ErrorCode.DRAW_INVALID.text() + "\"")
            && incidents.get(0).contains("\"party\":\"site-1\""),
        incidents.get(0));
    assertTrue(
        incidents.get(1).contains("\"code\":\"deadline\"")
            && incidents.get(1).contains("\"party\":\"site-2\""),
        incidents.get(1));
    assertTrue(all.verified().startsWith("0\n"), all.verified());
  }

  @Test
  void absent_siteThatDroppedOutAndIsBlamed_hasTheRuleAsItsReason() {
    Fact.Collected fact =
        new Fact.Collected(
            1,
            "train",
            Set.of(),
            Map.of("a", DropReason.INVALID, "b", DropReason.NOT_FINITE),
            Map.of("a", ErrorCode.INPUT_MISMATCH),
            false);
    assertEquals(
        List.of(
            new Absent("a", Incident.Kind.DROPOUT, ErrorCode.INPUT_MISMATCH.text()),
            new Absent("b", Incident.Kind.DROPOUT, "not-finite")),
        Absent.of(fact));
  }

  @Test
  void run_eachSite_holdsAReceiptOfEachOfItsContributions() throws Exception {
    Consortium all = new Consortium(folder, 3);
    all.run(2);
    assertEquals(6, all.receipts.size());
    for (String text : all.receipts.values()) {
      Receipt.Shown shown = Receipt.read(text).verify(all.terms.policy());
      assertTrue(shown.checkpoint().quorum());
      Path file = folder.resolve("receipt");
      Files.writeString(file, text);
      String report =
          Consortium.verifier(
              List.of("receipt", file.toString(), "--policy", folder.resolve("policy").toString()));
      assertTrue(report.startsWith("0\n"), report);
    }
  }

  @Test
  void run_again_continuesTheSameLedger() throws Exception {
    Consortium all = new Consortium(folder, 3);
    all.run(2);
    int before = all.entries().size();
    all.run(1);
    String report = all.verified();
    assertTrue(report.startsWith("0\n"), report);
    assertTrue(all.entries().size() > before);
    assertEquals(1, all.entries("genesis").size());
    assertEquals(2, all.entries("plugin").size());
  }
}
