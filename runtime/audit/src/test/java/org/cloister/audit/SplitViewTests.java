package org.cloister.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.cloister.engine.JobOutcome;
import org.cloister.engine.Message;
import org.cloister.ledger.note.Checkpoint;
import org.cloister.ledger.witness.AddCheckpoint;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;
import org.cloister.node.LocalFederation;
import org.cloister.node.PartyLedger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A coordinator that tells one site another story, leaves one out, or goes back. */
@Timeout(120)
class SplitViewTests {
  private static final String VICTIM = "site-3";

  @TempDir Path folder;

  /** Changes what the coordinator's ledger says to the victim; null for silence. */
  private static void towardsVictim(
      Consortium all, BiFunction<PartyLedger.Line, Message.OfLedger, Boolean> says) {
    all.between.put(
        LocalFederation.COORDINATOR,
        own ->
            new Passing(own) {
              @Override
              public void attach(Line line) {
                own.attach(
                    new Line() {
                      @Override
                      public void send(String to, Message.OfLedger message) {
                        if (!to.equals(VICTIM) || says.apply(line, message)) {
                          line.send(to, message);
                        }
                      }

                      @Override
                      public void fail(ErrorCode code, String reason) {
                        line.fail(code, reason);
                      }
                    });
              }
            });
  }

  private static ErrorCode failure(JobOutcome outcome) {
    return assertInstanceOf(JobOutcome.Failed.class, outcome, outcome::toString).code();
  }

  private List<Path> evidence(String site) throws Exception {
    try (Stream<Path> files = Files.walk(folder.resolve("witness").resolve(site))) {
      return files.filter(file -> file.toString().contains("/evidence/")).toList();
    }
  }

  @Test
  void twoHistories_oneForEachOfTwoSites_isFoundAtTheNextHeadAndKept() throws Exception {
    Consortium all = new Consortium(folder, 4);
    all.grace = Duration.ofSeconds(3);
    AtomicBoolean lied = new AtomicBoolean();
    towardsVictim(
        all,
        (line, message) -> {
          if (message instanceof Message.CheckpointOffer && lied.compareAndSet(false, true)) {
            Checkpoint other = new Checkpoint(Consortium.ORIGIN, 1, Digest.of("another story"));
            AddCheckpoint request = new AddCheckpoint(0, List.of(), all.log.sign(other));
            line.send(VICTIM, new Message.CheckpointOffer(Bytes.of(request.toBytes())));
            return false;
          }
          return true;
        });
    assertInstanceOf(JobOutcome.Completed.class, all.run(2));
    assertEquals(ErrorCode.LEDGER_FORK, failure(all.outcome(VICTIM)));
    assertEquals(1, evidence(VICTIM).size());
    assertEquals(ErrorCode.LEDGER_FORK, assertThrows(CloisterException.class, all::open).code());
    all.asksWitnesses = false;
    assertTrue(
        all.entries("incident").stream()
            .anyMatch(line -> line.contains("\"kind\":\"fork\"") && line.contains(VICTIM)));
    assertEquals(6, all.entries("contribution").size());
    String report = all.verified();
    assertTrue(report.startsWith("0\n"), report);
  }

  @Test
  void site_isNeverAsked_stopsAtTheReceiptWithoutItself() throws Exception {
    Consortium all = new Consortium(folder, 4);
    all.grace = Duration.ofMillis(300);
    towardsVictim(all, (line, message) -> !(message instanceof Message.CheckpointOffer));
    assertInstanceOf(JobOutcome.Completed.class, all.run(2));
    JobOutcome.Failed ended = (JobOutcome.Failed) all.outcome(VICTIM);
    assertEquals(ErrorCode.QUORUM_MISSING, ended.code());
    assertTrue(ended.reason().contains("left out"), ended.reason());
    assertTrue(all.entries("contribution").stream().noneMatch(line -> line.contains(VICTIM)));
  }

  @Test
  void site_hearsNothingOfTheLedger_stopsWhenItsPatienceEnds() throws Exception {
    Consortium all = new Consortium(folder, 4);
    all.grace = Duration.ofMillis(300);
    all.patience = Duration.ofSeconds(2);
    towardsVictim(all, (line, message) -> false);
    assertInstanceOf(JobOutcome.Completed.class, all.run(2));
    JobOutcome.Failed ended = (JobOutcome.Failed) all.outcome(VICTIM);
    assertEquals(ErrorCode.QUORUM_MISSING, ended.code());
    assertTrue(ended.reason().contains("left out"), ended.reason());
  }

  @Test
  void folder_ofAnOlderTime_isRefused() throws Exception {
    Consortium all = new Consortium(folder, 3);
    all.run(1);
    Consortium.copy(folder.resolve("ledger"), folder.resolve("backup"));
    all.run(1);
    Consortium.delete(folder.resolve("ledger"));
    Consortium.copy(folder.resolve("backup"), folder.resolve("ledger"));
    assertEquals(
        ErrorCode.LEDGER_ROLLBACK, assertThrows(CloisterException.class, all::open).code());
  }

  @Test
  void folder_ofAnOlderTime_witnessesNotAskedAtTheStart_endsBeforeAnyRound() throws Exception {
    Consortium all = new Consortium(folder, 3);
    all.run(1);
    Consortium.copy(folder.resolve("ledger"), folder.resolve("backup"));
    all.run(1);
    Consortium.delete(folder.resolve("ledger"));
    Consortium.copy(folder.resolve("backup"), folder.resolve("ledger"));
    all.asksWitnesses = false;
    all.published.clear();
    assertEquals(ErrorCode.LEDGER_ROLLBACK, failure(all.run(1)));
    assertTrue(all.published.isEmpty());
  }
}
