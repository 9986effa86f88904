package org.cloister.verifier;

import static org.cloister.verifier.Defects.approval;
import static org.cloister.verifier.Defects.one;
import static org.cloister.verifier.Defects.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Entries that name others which do not bear them out. */
class ReferenceDefectTests {
  @TempDir Path dir;

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

  private Report with(UnaryOperator<LogMaker> defect) {
    return Defects.with(dir, defect);
  }
}
