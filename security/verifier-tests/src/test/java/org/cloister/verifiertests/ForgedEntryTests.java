package org.cloister.verifiertests;

import static org.cloister.verifiertests.ToldStory.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.cloister.ledger.json.JsonObject;
import org.cloister.ledger.json.JsonValue;
import org.cloister.verifiertests.Auditor.Said;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Entries that were altered, exchanged or left out by who has the log and all witnesses. */
class ForgedEntryTests {
  @TempDir static Path shared;
  @TempDir Path dir;

  private static ToldStory told;

  @BeforeAll
  static void tellTheStory() throws IOException {
    told = ToldStory.in(shared);
  }

  @Test
  void verify_everyEntryAlteredAndResigned_isRefused() throws IOException {
    Set<String> expected = Set.of("SIGNATURE_INVALID", "ENTRY_INVALID", "KEY_NOT_VALID");
    Map<String, Integer> bySignature = new HashMap<>();
    int forged = 0;
    for (int seq = 0; seq < told.entries().size(); seq++) {
      JsonObject entry = ForgedLog.read(told.entries().get(seq));
      String type = text(entry.members().get("type"));
      for (JsonObject body : Alterations.of((JsonObject) entry.members().get("body"))) {
        Map<String, JsonValue> members = new HashMap<>(entry.members());
        members.put("body", body);
        Said said = told.verify(forge(seq, JsonObject.of(members)));
        assertEquals(6, said.exit(), type + " " + said);
        assertTrue(expected.stream().anyMatch(said::has), type + " " + said);
        bySignature.merge(type, said.has("SIGNATURE_INVALID") ? 1 : 0, Integer::sum);
        forged++;
      }
    }
    assertTrue(forged > 400, "forged: " + forged);
    bySignature.forEach((type, count) -> assertTrue(count > 0, type));
  }

  @Test
  void verify_signatureOfAnotherPartyOrEntry_isRefused() throws IOException {
    JsonObject other = ForgedLog.read(told.entries().get(told.contributions().get(1).intValue()));
    for (long seq : told.contributions()) {
      Map<String, JsonValue> members =
          new HashMap<>(ForgedLog.read(told.entries().get((int) seq)).members());
      if (seq != told.contributions().get(1)) {
        members.put("sig", other.members().get("sig"));
        Said said = told.verify(forge((int) seq, JsonObject.of(members)));
        assertTrue(said.has("KEY_NOT_VALID") || said.has("SIGNATURE_INVALID"), said.toString());
      }
    }
  }

  /** The operator can leave out the last entries or any other, but not so that nobody sees it. */
  @Test
  void verify_entryLeftOutAndRechained_isRefusedOrSeenByAgainst() throws IOException {
    int seen = 0;
    for (int out = 0; out < told.entries().size(); out++) {
      ForgedLog log = new ForgedLog(ToldStory.PARTIES);
      for (int seq = 0; seq < told.entries().size(); seq++) {
        if (seq != out) {
          log.add(ForgedLog.read(told.entries().get(seq)));
        }
      }
      Path folder = log.write(dir.resolve("without-" + out));
      seen += told.verify(folder).exit() == 6 ? 1 : 0;
      Said against =
          Auditor.run(
              folder, "--policy", told.policy(), "--against", told.log().resolve("checkpoint"));
      assertTrue(against.has("ROLLBACK"), "entry " + out);
    }
    // Later entries name heads, inputs and approvals: only the end can be cut without a trace.
    assertTrue(seen >= told.entries().size() - 3, "seen without an older checkpoint: " + seen);
  }

  private Path forge(int at, JsonObject instead) throws IOException {
    ForgedLog log = new ForgedLog(ToldStory.PARTIES);
    for (int seq = 0; seq < told.entries().size(); seq++) {
      log.add(seq == at ? instead : ForgedLog.read(told.entries().get(seq)));
    }
    return log.write(dir.resolve("forged"));
  }
}
