package org.cloister.verifier;

import static org.cloister.verifier.Defects.refused;
import static org.cloister.verifier.Defects.start;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logs whose heads their own operator made wrong, or whose entries do not lead to them. */
class HeadDefectTests {
  @TempDir Path dir;

  @Test
  void verify_entriesReorderedAndRemovedAndDoubledAndInserted_breakTheChain() {
    List<byte[]> good = LogMaker.round().entries;
    for (List<Integer> order :
        List.of(
            List.of(0, 1, 2, 4, 3, 5, 6),
            List.of(0, 1, 2, 3, 5, 6),
            List.of(0, 1, 2, 3, 3, 4, 5, 6),
            List.of(0, 1, 2, 6, 3, 4, 5, 6))) {
      LogMaker log = new LogMaker();
      order.forEach(at -> log.raw(good.get(at)));
      Report report = LogMaker.verify(log.write(dir.resolve(order.toString()), order.size()));
      assertEquals(Verdict.FAILED, report.verdict());
      assertTrue(report.has(Code.CHAIN_BROKEN), order.toString());
      assertTrue(report.has(Code.SEQ_WRONG), order.toString());
    }
  }

  @Test
  void verify_lastEntryRewritten_hasAnotherRoot() throws IOException {
    LogMaker log = LogMaker.round();
    log.write(dir, 7);
    LogMaker other = LogMaker.round();
    other.entries.remove(6);
    other.leaves.remove(6);
    other.heartbeat().write(dir, 7);
    LogMaker.put(dir, "checkpoint", LogMaker.bytes(log.checkpoint(7)));
    String archived = "checkpoints/" + LogFolder.archiveName(7);
    LogMaker.put(dir, archived, LogMaker.bytes(log.checkpoint(7)));
    refused(LogMaker.verify(dir), Code.ROOT_MISMATCH);
    refused(LogMaker.verify(dir), Code.SPLIT_VIEW);
  }

  @Test
  void verify_foreignLogKey_isRefused() {
    LogMaker log = LogMaker.round();
    log.log = new TestKey(LogMaker.ORIGIN, 0x01, new byte[32]);
    refused(LogMaker.verify(log.write(dir, 7)), Code.CHECKPOINT_SIGNATURE);
  }

  @Test
  void verify_foreignWitness_isAWarningAndMissesTheQuorum() {
    LogMaker log = LogMaker.round();
    log.cosigners = List.of(LogMaker.WITNESS_1, new TestKey("hospital-9.example/witness", 0x04));
    Report report = LogMaker.verify(log.write(dir, 7));
    assertEquals(Verdict.INCONCLUSIVE, report.verdict());
    assertTrue(report.has(Code.QUORUM_MISSING) && report.has(Code.SIGNATURE_LINE_UNKNOWN));
    Report lenient = new Verifier(dir, LogMaker.policy("w1"), Options.none()).verify();
    assertEquals(Verdict.VERIFIED, lenient.verdict());
    assertTrue(lenient.has(Code.SIGNATURE_LINE_UNKNOWN));
  }

  @Test
  void verify_oneWitnessTwice_countsOnce() {
    LogMaker log = LogMaker.round();
    log.cosigners = List.of(LogMaker.WITNESS_1, LogMaker.WITNESS_1);
    Report report = LogMaker.verify(log.write(dir, 7));
    assertTrue(report.has(Code.QUORUM_MISSING) && report.has(Code.SIGNATURE_LINE_REPEATED));
  }

  @Test
  void verify_against_findsRollbackAndSplitView() throws IOException {
    LogMaker log = LogMaker.round();
    Path old = Files.writeString(dir.resolve("old"), log.checkpoint(7));
    Path shorter = log.write(dir.resolve("a"), 5);
    Options options = new Options(old, null, Instant.EPOCH);
    refused(new Verifier(shorter, LogMaker.policy("both"), options).verify(), Code.ROLLBACK);
    LogMaker other = start().heartbeat();
    while (other.entries.size() < 8) {
      other.heartbeat();
    }
    Path fork = other.write(dir.resolve("b"), 8);
    refused(new Verifier(fork, LogMaker.policy("both"), options).verify(), Code.SPLIT_VIEW);
    Files.writeString(old, log.checkpoint(7).replace("\n7\n", "\n6\n"));
    Report untrusted = new Verifier(fork, LogMaker.policy("both"), options).verify();
    assertEquals(Verdict.INCONCLUSIVE, untrusted.verdict());
    assertTrue(untrusted.has(Code.AGAINST_NOT_TRUSTED));
  }

  @Test
  void verify_archivedCheckpointBeyondTheLog_isARollback() throws IOException {
    LogMaker log = LogMaker.round();
    log.write(dir, 5);
    String file = "checkpoints/" + LogFolder.archiveName(7);
    LogMaker.put(dir, file, LogMaker.bytes(log.checkpoint(7)));
    refused(LogMaker.verify(dir), Code.ROLLBACK);
  }

  @Test
  void verify_oldCosignature_isStale() {
    Path log = LogMaker.round().write(dir, 7);
    Instant now = Instant.ofEpochSecond(LogMaker.TIME + 7).plus(Duration.ofHours(2));
    Options hour = new Options(null, Duration.ofHours(1), now);
    Options day = new Options(null, Duration.ofHours(24), now);
    assertTrue(new Verifier(log, LogMaker.policy("both"), hour).verify().has(Code.STALE));
    assertEquals(
        Verdict.VERIFIED, new Verifier(log, LogMaker.policy("both"), day).verify().verdict());
  }
}
