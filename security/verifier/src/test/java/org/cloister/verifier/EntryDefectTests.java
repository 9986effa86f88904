package org.cloister.verifier;

import static org.cloister.verifier.Defects.approval;
import static org.cloister.verifier.Defects.one;
import static org.cloister.verifier.Defects.refused;
import static org.cloister.verifier.Defects.start;

import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Entries that their own operator made wrong: signed, cosigned, and refused all the same. */
class EntryDefectTests {
  @TempDir Path dir;

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

  private Report with(UnaryOperator<LogMaker> defect) {
    return Defects.with(dir, defect);
  }
}
