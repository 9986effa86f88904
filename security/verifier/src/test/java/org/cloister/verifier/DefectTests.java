package org.cloister.verifier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logs that their own operator made wrong: signed, cosigned, and refused all the same. */
class DefectTests {
  @TempDir Path dir;

  @Test
  void verify_honestRound_isVerifiedAndSaysWhatItDidNotCheck() {
    Report report = LogMaker.verify(LogMaker.round().write(dir, 2, 7));
    assertEquals(List.of(), report.findings());
    assertEquals(Verdict.VERIFIED, report.verdict());
    assertEquals(7, report.checked().get("entries in chain and tree"));
    assertEquals(7, report.checked().get("signatures of entries by keys that the log names"));
    assertEquals(3, report.checked().get("roots that the signers of entries saw before"));
    assertTrue(report.notChecked().stream().anyMatch(line -> line.startsWith("A clean rollback")));
  }

  @Test
  void verify_logOfManyTiles_isVerified() {
    LogMaker log = many(70_000);
    Report report = LogMaker.verify(log.write(dir, 255, 256, 257, 65_537, 70_000));
    assertEquals(List.of(), report.findings());
    assertEquals(5, report.checked().get("archived checkpoints"));
  }

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
  void verify_contributionOfAForeignKey_isRefused() {
    TestKey foreign = new TestKey("hospital-9/1", 0);
    refused(with(log -> log.contribution(foreign, "hospital-1", 1, 1, "n")), Code.KEY_NOT_VALID);
    refused(
        with(log -> log.contribution(LogMaker.SITE_2, "hospital-1", 1, 1, "n")),
        Code.KEY_NOT_VALID);
    TestKey forged = new TestKey("hospital-1/1", 0, new byte[32]);
    refused(with(log -> log.contribution(forged, "hospital-1", 1, 1, "n")), Code.SIGNATURE_INVALID);
    refused(
        with(log -> log.unsigned("contribution", log.contributionBody("hospital-1", 1, 1, "n"))),
        Code.SIGNATURE_MISSING);
  }

  @Test
  void verify_keyAfterItsEnd_isRefused() {
    refused(
        with(
            log ->
                log.key("revoke", LogMaker.SITE_1, 3, LogMaker.SITE_1)
                    .contribution(LogMaker.SITE_1, "hospital-1", 1, 1, "n")),
        Code.KEY_NOT_VALID);
    refused(
        with(
            log ->
                log.contribution(LogMaker.SITE_1, "hospital-1", 1, 1, "n")
                    .key("revoke", LogMaker.SITE_1, 2, LogMaker.COORDINATOR)),
        Code.KEY_NOT_VALID);
    refused(
        with(log -> log.key("revoke", LogMaker.SITE_1, 9, LogMaker.SITE_2)), Code.KEY_NOT_VALID);
  }

  @Test
  void verify_brokenReferences_areRefused() {
    refused(with(log -> log.aggregate(1, 2)), Code.REFERENCE_BROKEN);
    refused(with(log -> log.aggregate(1, 99)), Code.REFERENCE_BROKEN);
    refused(with(log -> log.aggregate(2)), Code.REFERENCE_BROKEN);
    refused(with(log -> one(log).aggregate(1, 3, 3)), Code.ENTRY_INVALID);
    refused(with(log -> one(log).aggregate(1, 3).aggregate(1, 3)), Code.REFERENCE_BROKEN);
    refused(with(log -> one(one(log))), Code.REFERENCE_BROKEN);
    refused(
        with(
            log ->
                one(log).contribution(LogMaker.SITE_1, "hospital-1", 1, 2, "m").aggregate(1, 3, 4)),
        Code.REFERENCE_BROKEN);
    refused(
        with(log -> log.contribution(LogMaker.SITE_1, "hospital-1", 7, 1, "n")),
        Code.REFERENCE_BROKEN);
    refused(with(log -> one(log).aggregate(1, 3).release("x", 4)), Code.REFERENCE_BROKEN);
    refused(with(log -> one(log).aggregate(1, 3).release("m1", 3)), Code.REFERENCE_BROKEN);
    refused(with(log -> one(log.plugin("withdraw"))), Code.REFERENCE_BROKEN);
    refused(with(log -> log.plugin("withdraw").plugin("withdraw")), Code.REFERENCE_BROKEN);
    Json swap = LogMaker.pluginBody("swap", "other").with("replaces", LogMaker.digest("none"));
    refused(with(log -> log.add("plugin", swap)), Code.REFERENCE_BROKEN);
    refused(with(log -> log.genesis(true)), Code.REFERENCE_BROKEN);
  }

  @Test
  void verify_aggregateOfOtherThanItSays_isRefused() {
    for (Json change :
        List.of(
            Json.of("dropouts", List.of("hospital-1")),
            Json.of("dropouts", List.of("hospital-9")),
            Json.of("rule", "krum"),
            Json.of("step", "statistics"))) {
      String name = change.members().firstKey();
      Object value = change.members().get(name);
      refused(
          with(log -> one(log).add("aggregate", log.aggregateBody(1, 3).with(name, value))),
          Code.REFERENCE_BROKEN);
    }
    for (String member : List.of("echo", "key_messages", "survivors")) {
      refused(
          with(
              log ->
                  one(log)
                      .add(
                          "aggregate",
                          log.aggregateBody(1, 3).with(member, LogMaker.digest("other")))),
          Code.TRANSCRIPT_MISMATCH);
    }
  }

  @Test
  void verify_inputOfAnEarlierRound_isTakenAndOfALaterOneRefused() {
    Report late = with(log -> one(log).open(2).aggregate(2, 3));
    assertEquals(Verdict.VERIFIED, late.verdict(), late.findings().toString());
    refused(
        with(
            log ->
                log.open(2).contribution(LogMaker.SITE_1, "hospital-1", 2, 1, "n").aggregate(1, 4)),
        Code.REFERENCE_BROKEN);
  }

  @Test
  void verify_partyThatMayNot_isRefused() {
    TestKey site = LogMaker.SITE_1;
    refused(with(log -> log.add("round-open", log.openBody(2), site)), Code.KEY_NOT_VALID);
    refused(
        with(log -> one(log).add("aggregate", log.aggregateBody(1, 3), site)), Code.KEY_NOT_VALID);
    refused(
        with(log -> log.add("plugin", LogMaker.pluginBody("admit", "x"), site)),
        Code.KEY_NOT_VALID);
    refused(
        with(log -> log.add("approval", approval("hospital-2", "x"), site)), Code.KEY_NOT_VALID);
  }

  @Test
  void verify_erasure_needsTwoApprovalsOfItByTwoRoles() {
    UnaryOperator<LogMaker> approved =
        log ->
            log.add("approval", approval("hospital-1", "c"), LogMaker.SITE_1)
                .add("approval", approval("hospital-2", "c"), LogMaker.SITE_2)
                .add("approval", approval("coordinator", "other"));
    Report good = with(log -> approved.apply(log).add("erasure", erasure(2, 3, 4)));
    assertEquals(Verdict.VERIFIED, good.verdict(), good.findings().toString());
    assertEquals(2, good.checked().get("approvals that other entries name"));
    for (Json bad : List.of(erasure(2, 3), erasure(2, 3, 5), erasure(2, 2, 3), erasure(99, 3, 4))) {
      refused(with(log -> approved.apply(log).add("erasure", bad)), Code.REFERENCE_BROKEN);
    }
  }

  @Test
  void verify_releaseThatFewApproved_isAWarningUnlessSimulated() {
    Json genesis = LogMaker.genesisBody(false);
    LogMaker log =
        new LogMaker()
            .add("genesis", genesis)
            .plugin("admit")
            .open(1)
            .contribution(LogMaker.SITE_1, "hospital-1", 1, 1, "n")
            .aggregate(1, 3)
            .release("m1", 4);
    Report report = LogMaker.verify(log.write(dir, 6));
    assertEquals(Verdict.VERIFIED, report.verdict(), report.findings().toString());
    assertTrue(report.has(Code.APPROVALS_FEW));
  }

  @Test
  void verify_policyChange_followsTheOneBefore() {
    Json change =
        Json.of(
            "approvals", List.of(),
            "digest", LogMaker.digest("new"),
            "name", "witnesses",
            "replaces", LogMaker.digest("policy"));
    assertEquals(Verdict.VERIFIED, with(log -> log.add("policy", change)).verdict());
    refused(with(log -> log.add("policy", change).add("policy", change)), Code.REFERENCE_BROKEN);
    refused(with(log -> log.add("policy", change.without("replaces"))), Code.REFERENCE_BROKEN);
  }

  @Test
  void verify_roundOpenedAgain_isAWarning() {
    Report report = with(log -> one(log.open(1)));
    assertEquals(Verdict.VERIFIED, report.verdict(), report.findings().toString());
    assertTrue(report.has(Code.ROUND_REOPENED));
  }

  @Test
  void verify_bodyWithOtherMembers_isInvalid() {
    LogMaker open = start();
    Json body = open.openBody(2);
    for (String name : body.members().keySet()) {
      if (!name.equals("base")) {
        refused(with(log -> log.add("round-open", body.without(name))), Code.ENTRY_INVALID);
      }
      refused(with(log -> log.add("round-open", body.with(name, -1))), Code.ENTRY_INVALID);
    }
    refused(with(log -> log.add("round-open", body.with("more", 1))), Code.ENTRY_INVALID);
    Json unordered = body.with("participants", List.of("hospital-2", "hospital-1"));
    refused(with(log -> log.add("round-open", unordered)), Code.ENTRY_INVALID);
  }

  @Test
  void verify_budgetThatGoesDown_isRefused() {
    refused(
        with(log -> one(log).contribution(LogMaker.SITE_1, "hospital-1", 1, 0, "n2")),
        Code.BUDGET_NOT_MONOTONE);
  }

  @Test
  void verify_participantThatSawAnotherHistory_isASplitView() {
    LogMaker other = new LogMaker().genesis(false);
    LogMaker honest = start();
    honest.leaves.set(0, other.leaves.get(0)); // the root that is signed into the contribution
    honest.contribution(LogMaker.SITE_1, "hospital-1", 1, 1, "n");
    LogMaker log = start().raw(honest.entries.get(3));
    refused(LogMaker.verify(log.write(dir, 4)), Code.SPLIT_VIEW);
  }

  @Test
  void verify_simulated_saysThatIndependenceIsNotShown() {
    Report report = LogMaker.verify(new LogMaker().genesis(true).write(dir, 1));
    assertEquals(Verdict.VERIFIED, report.verdict());
    assertTrue(report.notChecked().stream().anyMatch(line -> line.contains("Independence")));
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

  @Test
  void verify_hostileEntries_haveClearCodes() {
    refused(with(log -> log.raw("{\"a\":\"" + "x".repeat(65_000) + "\"}")), Code.ENTRY_INVALID);
    refused(with(log -> log.raw("[".repeat(60_000))), Code.ENTRY_NOT_CANONICAL);
    refused(with(log -> log.raw("{\"a\":" + "[".repeat(60_000))), Code.ENTRY_NOT_CANONICAL);
    refused(
        with(log -> log.raw(new byte[] {'{', '"', 'a', '"', ':', '"', (byte) 0xc0, '"', '}'})),
        Code.ENTRY_NOT_CANONICAL);
    refused(with(log -> log.raw("{\"a\":" + "9".repeat(5_000) + "}")), Code.ENTRY_NOT_CANONICAL);
    refused(with(log -> log.raw(new byte[0])), Code.ENTRY_NOT_CANONICAL);
  }

  @Test
  void verify_strayFiles_areCountedAndNotRead() throws IOException {
    LogMaker.round().write(dir, 7);
    for (int i = 0; i < 500; i++) {
      LogMaker.put(dir, "tile/0/stray-" + i, new byte[0]);
      LogMaker.put(dir, "tile/0/x001/" + (100 + i), new byte[1]);
    }
    Report report = LogMaker.verify(dir);
    assertEquals(Verdict.VERIFIED, report.verdict());
    assertEquals(500, report.counts().get(Code.FILE_UNKNOWN));
    assertEquals(500, report.counts().get(Code.BEYOND_CHECKPOINT));
    assertTrue(report.findings().size() <= 40);
  }

  @Test
  void verify_emptyFolderAndEmptyLog_areDecided() {
    assertTrue(LogMaker.verify(dir).has(Code.CHECKPOINT_MISSING));
    assertEquals(Verdict.VERIFIED, LogMaker.verify(new LogMaker().write(dir, 0)).verdict());
  }

  static LogMaker many(int size) {
    LogMaker log = new LogMaker().genesis(true);
    while (log.entries.size() < size) {
      log.heartbeat();
    }
    return log;
  }

  private static LogMaker start() {
    return new LogMaker().genesis(true).plugin("admit").open(1);
  }

  private static Json approval(String approver, String subject) {
    return Json.of(
        "approver",
        approver,
        "meaning",
        "approved",
        "role",
        "role of " + approver,
        "subject",
        LogMaker.digest(subject));
  }

  private static Json erasure(int seq, Integer... approvals) {
    return Json.of(
        "approvals",
        List.of(approvals),
        "basis",
        "GDPR art. 17",
        "commitment",
        LogMaker.digest("c"),
        "erased_seq",
        seq);
  }

  private static LogMaker one(LogMaker log) {
    return log.contribution(LogMaker.SITE_1, "hospital-1", 1, 1, "n");
  }

  private Report with(UnaryOperator<LogMaker> defect) {
    LogMaker log = defect.apply(start());
    try {
      Path folder = Files.createTempDirectory(dir, "log");
      return LogMaker.verify(log.write(folder, log.entries.size()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void refused(Report report, Code code) {
    assertEquals(Verdict.FAILED, report.verdict());
    assertTrue(report.has(code), report.findings().toString());
  }
}
