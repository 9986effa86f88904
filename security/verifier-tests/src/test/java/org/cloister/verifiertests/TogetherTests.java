package org.cloister.verifiertests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import org.cloister.ledger.entry.AggregateEntry;
import org.cloister.ledger.entry.BodySigner;
import org.cloister.ledger.entry.Head;
import org.cloister.ledger.entry.Heartbeat;
import org.cloister.ledger.entry.ModelRelease;
import org.cloister.ledger.entry.ProtocolMessages;
import org.cloister.ledger.entry.SignedBody;
import org.cloister.ledger.json.JsonObject;
import org.cloister.ledger.json.JsonText;
import org.cloister.ledger.json.JsonValue;
import org.cloister.ledger.log.Receipt;
import org.cloister.model.Digest;
import org.cloister.verifiertests.Auditor.Said;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logs that the real writer and witnesses wrote, under the eyes of the auditor's program. */
class TogetherTests {
  @TempDir static Path shared;
  @TempDir Path dir;

  private static final Parties PARTIES = new Parties();
  private static Path told;
  private static Path policy;
  private static long size;
  private static long lastAggregate;
  private static List<Long> contributions = List.of();
  private static final List<byte[]> ENTRIES = new ArrayList<>();

  @BeforeAll
  static void tellTheStory() throws IOException {
    told = Files.createDirectory(shared.resolve("told"));
    policy = Files.writeString(shared.resolve("policy"), PARTIES.policy.text());
    try (WrittenLog log = new WrittenLog(PARTIES, told)) {
      Story story = new Story(log).tell(false);
      contributions = story.contributions;
      lastAggregate = story.lastAggregate();
      size = log.head().size();
      for (long seq = 0; seq < size; seq++) {
        ENTRIES.add(log.writer().entry(seq).bytes().toArray());
      }
    }
  }

  @Test
  void verify_honestFederation_isVerifiedWithoutAnyFinding() {
    Said said = Auditor.run(told.resolve("log"), "--policy", policy);
    assertEquals("[]", said.report().get("findings").toString());
    assertEquals("VERIFIED", said.verdict());
    assertEquals(0, said.exit());
    assertEquals(size, said.checked("entries in chain and tree"));
    assertEquals(size, said.checked("signatures of entries by keys that the log names"));
    assertEquals(3, said.checked("rounds that were opened"));
    assertEquals(11, said.checked("inputs of aggregates, each a contribution"));
    assertEquals(14, said.checked("statements of spent budget, none lower than before"));
    assertEquals(10, said.checked("approvals that other entries name"));
    assertEquals(4, said.checked("cosignatures of different witnesses on the checkpoint"));
    Set<String> types = new TreeSet<>();
    ENTRIES.forEach(entry -> types.add(text(ForgedLog.read(entry).members().get("type"))));
    assertEquals(18, types.size(), types.toString());
  }

  @Test
  void verify_simulatedFederation_saysThatIndependenceIsNotShown() throws IOException {
    try (WrittenLog log = new WrittenLog(PARTIES, Files.createDirectory(dir.resolve("s")))) {
      new Story(log).tell(true);
      Said said = Auditor.run(log.folder(), "--policy", policy);
      assertEquals("VERIFIED", said.verdict(), said.toString());
      assertTrue(said.report().get("notChecked").toString().contains("Independence"));
    }
  }

  @Test
  void verify_everyEntryAlteredAndResigned_isRefused() throws IOException {
    Set<String> expected = Set.of("SIGNATURE_INVALID", "ENTRY_INVALID", "KEY_NOT_VALID");
    Map<String, Integer> bySignature = new HashMap<>();
    int forged = 0;
    for (int seq = 0; seq < ENTRIES.size(); seq++) {
      JsonObject entry = ForgedLog.read(ENTRIES.get(seq));
      String type = text(entry.members().get("type"));
      for (JsonObject body : Alterations.of((JsonObject) entry.members().get("body"))) {
        Map<String, JsonValue> members = new HashMap<>(entry.members());
        members.put("body", body);
        Said said = verify(forge(seq, JsonObject.of(members)));
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
    JsonObject other = ForgedLog.read(ENTRIES.get(contributions.get(1).intValue()));
    for (long seq : contributions) {
      Map<String, JsonValue> members =
          new HashMap<>(ForgedLog.read(ENTRIES.get((int) seq)).members());
      if (seq != contributions.get(1)) {
        members.put("sig", other.members().get("sig"));
        Said said = verify(forge((int) seq, JsonObject.of(members)));
        assertTrue(said.has("KEY_NOT_VALID") || said.has("SIGNATURE_INVALID"), said.toString());
      }
    }
  }

  /** The operator can leave out the last entries or any other, but not so that nobody sees it. */
  @Test
  void verify_entryLeftOutAndRechained_isRefusedOrSeenByAgainst() throws IOException {
    int seen = 0;
    for (int out = 0; out < ENTRIES.size(); out++) {
      ForgedLog log = new ForgedLog(PARTIES);
      for (int seq = 0; seq < ENTRIES.size(); seq++) {
        if (seq != out) {
          log.add(ForgedLog.read(ENTRIES.get(seq)));
        }
      }
      Path folder = log.write(dir.resolve("without-" + out));
      seen += verify(folder).exit() == 6 ? 1 : 0;
      Said against =
          Auditor.run(
              folder, "--policy", policy, "--against", told.resolve("log").resolve("checkpoint"));
      assertTrue(against.has("ROLLBACK"), "entry " + out);
    }
    // Later entries name heads, inputs and approvals: only the end can be cut without a trace.
    assertTrue(seen >= ENTRIES.size() - 3, "seen without an older checkpoint: " + seen);
  }

  @Test
  void verify_aggregateOfWhatIsNotThere_isRefused() throws IOException {
    refused(story -> story.log.append(aggregate(List.of(9_999L), Story.TERMS)), "REFERENCE_BROKEN");
    refused(story -> story.log.append(aggregate(List.of(1L), Story.TERMS)), "REFERENCE_BROKEN");
    refused(
        story -> story.log.append(aggregate(List.of(contributions.get(0)), Story.TERMS)),
        "REFERENCE_BROKEN");
    refused(
        story -> story.log.append(aggregate(List.of(), Digest.of("other"))), "TRANSCRIPT_MISMATCH");
  }

  @Test
  void verify_otherMessagesThanInTheTranscript_isRefused() throws IOException {
    refusedAs(echo -> ProtocolMessages.none());
    refusedAs(echo -> messages(echo, "other", "survivors"));
    refusedAs(echo -> messages(echo, "keys", "other"));
    refusedAs(echo -> messages(echo, "survivors", "keys"));
  }

  @Test
  void verify_roundWithItsEcho_isTaken() throws IOException {
    Said said =
        with(
            story -> {
              story.open(3, Story.SWAPPED);
              ProtocolMessages own = messages(story.echo(3), "keys", "survivors");
              story.log.append(altered(own, own));
            });
    assertEquals(0, said.exit(), said.toString());
  }

  /** A transcript that is sound in itself, over another opening than that of its round. */
  @Test
  void verify_echoOfAnotherOpening_isRefused() throws IOException {
    refused(
        story -> {
          story.open(3, Story.SWAPPED);
          Digest first = story.echo(3);
          story.open(4, Story.SWAPPED);
          ProtocolMessages other = messages(story.echo(4), "keys", "survivors");
          assertNotEquals(first, story.echo(4));
          story.log.append(altered(other, other));
        },
        "TRANSCRIPT_MISMATCH");
  }

  private void refusedAs(Function<Digest, ProtocolMessages> altered) throws IOException {
    refused(
        story -> {
          story.open(3, Story.SWAPPED);
          Digest echo = story.echo(3);
          ProtocolMessages signed = messages(echo, "keys", "survivors");
          story.log.append(altered(signed, altered.apply(echo)));
        },
        "TRANSCRIPT_MISMATCH");
  }

  private static ProtocolMessages messages(Digest echo, String keys, String survivors) {
    return new ProtocolMessages(
        Optional.of(echo), Optional.of(Digest.of(keys)), Optional.of(Digest.of(survivors)));
  }

  /** Names other messages than those that its transcript is over. */
  private static AggregateEntry altered(ProtocolMessages signed, ProtocolMessages named) {
    AggregateEntry honest =
        Story.aggregate(3, List.of(), List.of(), signed, Story.TERMS, new java.util.TreeMap<>());
    return new AggregateEntry(
        honest.at(),
        honest.step(),
        honest.inputs(),
        honest.dropouts(),
        honest.aggregate(),
        honest.model(),
        honest.rule(),
        named,
        honest.transcript());
  }

  @Test
  void verify_pluginThatWasNotAdmitted_isRefused() throws IOException {
    refused(story -> story.open(3, Digest.of("never admitted")), "REFERENCE_BROKEN");
    refused(story -> story.open(3, Story.SITES_OWN), "REFERENCE_BROKEN");
    refused(
        story -> contribute(story, 3, Digest.of("never admitted"), story.log.head(), 4000, site(2)),
        "REFERENCE_BROKEN");
    refused(
        story -> contribute(story, 3, Story.SITES_OWN, story.log.head(), 4000, site(2)),
        "REFERENCE_BROKEN");
  }

  @Test
  void verify_budgetThatGoesBack_isRefused() throws IOException {
    refused(
        story -> contribute(story, 3, Story.SWAPPED, story.log.head(), 2999, site(2)),
        "BUDGET_NOT_MONOTONE");
  }

  @Test
  void verify_unknownOrRetiredKey_isRefused() throws IOException {
    refused(
        story -> story.log.append(new Heartbeat(Parties.ORIGIN, "ntp", 1), PARTIES.stranger),
        "KEY_NOT_VALID");
    refused(
        story -> story.log.append(new Heartbeat(Parties.ORIGIN, "ntp", 1), site(1)),
        "KEY_NOT_VALID");
    refused(
        story -> contribute(story, 3, Story.SWAPPED, story.log.head(), 4000, site(0)),
        "KEY_NOT_VALID");
  }

  @Test
  void verify_releaseOfAnotherModelOrWithoutApproval_isRefused() throws IOException {
    refused(
        story -> story.log.append(release(Digest.of("x"), lastAggregate, List.of())),
        "REFERENCE_BROKEN");
    refused(
        story -> story.log.append(release(Story.model(3), lastAggregate, List.of(0L))),
        "REFERENCE_BROKEN");
    Said warned =
        with(story -> story.log.append(release(Story.model(3), lastAggregate, List.of())));
    assertEquals("VERIFIED", warned.verdict(), warned.toString());
    assertTrue(warned.has("APPROVALS_FEW"));
  }

  @Test
  void verify_participantThatSawAnotherHistory_isASplitView() throws IOException {
    refused(
        story ->
            contribute(
                story, 3, Story.SWAPPED, new Head(5, Digest.of("another root")), 4000, site(2)),
        "SPLIT_VIEW");
    refused(
        story ->
            contribute(
                story, 3, Story.SWAPPED, new Head(9_999, story.log.head().root()), 4000, site(2)),
        "SPLIT_VIEW");
  }

  @Test
  void verify_tooFewWitnesses_isInconclusive() throws IOException {
    SignedBody beat = SignedBody.sign(new Heartbeat(Parties.ORIGIN, "ntp", 1), PARTIES.coordinator);
    Said three = with(story -> story.log.append(3, beat));
    assertEquals("VERIFIED", three.verdict(), three.toString());
    Said two = with(story -> story.log.append(2, beat));
    assertEquals(10, two.exit());
    assertTrue(two.has("QUORUM_MISSING"));
  }

  @Test
  void verify_twoHistories_areFoundByAgainstAndCompare() throws IOException {
    Path a = grown("a", 1);
    Path b = grown("b", 2);
    Said against = Auditor.run(a, "--policy", policy, "--against", b.resolve("checkpoint"));
    assertEquals(6, against.exit());
    assertTrue(against.has("SPLIT_VIEW"), against.toString());
    Said compared = Auditor.run("compare", a, b, "--policy", policy);
    assertTrue(compared.has("SPLIT_VIEW"), compared.toString());
    Said older =
        Auditor.run("compare", told.resolve("log").resolve("checkpoint"), a, "--policy", policy);
    assertEquals("VERIFIED", older.verdict(), older.toString());
    Said rollback =
        Auditor.run(told.resolve("log"), "--policy", policy, "--against", a.resolve("checkpoint"));
    assertEquals(6, rollback.exit());
    assertTrue(rollback.has("ROLLBACK"), rollback.toString());
  }

  @Test
  void verify_truncatedFolder_isRefusedOrInconclusive() throws IOException {
    Path folder = dir.resolve("cut");
    WrittenLog.copy(told.resolve("log"), folder);
    Path bundle = folder.resolve("tile/entries/000.p/" + size);
    byte[] bytes = Files.readAllBytes(bundle);
    Files.write(bundle, java.util.Arrays.copyOf(bytes, bytes.length - 1));
    assertTrue(verify(folder).has("ENTRIES_MALFORMED"));
    Files.delete(bundle);
    Said missing = verify(folder);
    assertTrue(missing.has("ENTRIES_MISSING"));
    assertEquals(10, missing.exit());
    Files.write(bundle, bytes);
    Files.delete(folder.resolve("tile/0/000.p/" + size));
    assertTrue(verify(folder).has("TILE_MISSING"));
    // The operator takes an older checkpoint for the newest: the archived one tells on it.
    String older = String.format(java.util.Locale.ROOT, "%020d", size - 1);
    Files.write(
        folder.resolve("checkpoint"),
        Files.readAllBytes(folder.resolve("checkpoints").resolve(older)));
    assertTrue(verify(folder).has("ROLLBACK"));
  }

  @Test
  void receipts_ofEveryContribution_verifyWithNothingElse() throws IOException {
    Path copy = Files.createDirectory(dir.resolve("copy"));
    try (WrittenLog log = WrittenLog.copyOf(told, PARTIES, copy.resolve("x"))) {
      for (long seq : contributions) {
        Receipt receipt = log.writer().receipt(seq);
        receipt.verify(PARTIES.policy);
        Path file = Files.writeString(dir.resolve("receipt-" + seq), receipt.text());
        Said said = Auditor.run("receipt", file, "--policy", policy);
        assertEquals(0, said.exit(), said.toString());
        assertEquals(1, said.checked("entry " + seq + " of type contribution in the signed tree"));
        String moved = receipt.text().replace("index " + seq, "index " + (seq + 1));
        Files.writeString(file, moved);
        Said refused = Auditor.run("receipt", file, "--policy", policy);
        assertTrue(refused.has("PROOF_INVALID"), refused.toString());
        assertFalse(moved.equals(receipt.text()));
      }
    }
  }

  private Path grown(String name, int offset) throws IOException {
    Path root = dir.resolve(name);
    try (WrittenLog log = WrittenLog.copyOf(told, PARTIES, root)) {
      log.append(new Heartbeat(Parties.ORIGIN, "ntp", offset));
      return log.folder();
    }
  }

  private static BodySigner site(int number) {
    return PARTIES.sites.get(number);
  }

  /** Hospital 3 contributes to a new round. */
  private static void contribute(
      Story story, int round, Digest bundle, Head seen, int spent, BodySigner signer) {
    story.open(round, Story.SWAPPED);
    story.log.append(story.contribution(round, 2, bundle, seen, spent), signer);
  }

  private static AggregateEntry aggregate(List<Long> inputs, Digest terms) {
    return Story.aggregate(
        2, inputs, List.of(), ProtocolMessages.none(), terms, new java.util.TreeMap<>());
  }

  private static ModelRelease release(Digest model, long aggregate, List<Long> approvals) {
    return new ModelRelease(
        Parties.ORIGIN, "job-1", model, aggregate, "registry", "use", approvals);
  }

  private Path forge(int at, JsonObject instead) throws IOException {
    ForgedLog log = new ForgedLog(PARTIES);
    for (int seq = 0; seq < ENTRIES.size(); seq++) {
      log.add(seq == at ? instead : ForgedLog.read(ENTRIES.get(seq)));
    }
    return log.write(dir.resolve("forged"));
  }

  private static Said verify(Path folder) {
    return Auditor.run(folder, "--policy", policy);
  }

  private void refused(Consumer<Story> defect, String code) throws IOException {
    Said said = with(defect);
    assertEquals(6, said.exit(), said.toString());
    assertTrue(said.has(code), said.toString());
  }

  private Said with(Consumer<Story> more) throws IOException {
    Path root = Files.createTempDirectory(dir, "more").resolve("x");
    try (WrittenLog log = WrittenLog.copyOf(told, PARTIES, root)) {
      more.accept(new Story(log));
      return verify(log.folder());
    }
  }

  private static String text(JsonValue value) {
    return ((JsonText) value).value();
  }
}
