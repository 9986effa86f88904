package org.cloister.ledger.entry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cloister.crypto.CryptoSuite;
import org.cloister.crypto.SigningKey;
import org.cloister.ledger.json.CanonicalReader;
import org.cloister.ledger.json.JsonInteger;
import org.cloister.ledger.json.JsonNull;
import org.cloister.ledger.json.JsonObject;
import org.cloister.ledger.json.JsonText;
import org.cloister.ledger.json.JsonValue;
import org.cloister.ledger.json.ObjectBuilder;
import org.cloister.model.CloisterException;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EntryTests {
  private static final String ORIGIN = "log.example/x";
  private static final Digest D = Digest.of("d");
  private static final Head HEAD = new Head(7, D);
  private static final JobRound AT = new JobRound(ORIGIN, "job", 3);
  private static final PrivacySpent SPENT =
      new PrivacySpent("gaussian", "record", new Budget(1, 2, 3, 4));
  private static final PartyKey KEY =
      new PartyKey(
          "coordinator/1",
          "coordinator",
          PartyKey.Role.SIGNING,
          CryptoSuite.STANDARD.generateSigningKey(new SecureRandom()).verifyingKey());
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00.999Z");

  private final SigningKey key = CryptoSuite.STANDARD.generateSigningKey(new SecureRandom());
  private final BodySigner signer = new BodySigner("hospital-1", key);
  private final BodySigner oddName = new BodySigner("a\"b\\c \u00e9\ud83d\ude00", key);
  private final SigningKeys keys =
      name -> name.equals("hospital-1") ? Optional.of(key.verifyingKey()) : Optional.empty();

  static Stream<EntryBody> bodies() {
    List<Digest> digests = Stream.of(D, Digest.of("e")).sorted().toList();
    return Stream.of(
        genesis(List.of(KEY)),
        new KeyChange(ORIGIN, KeyChange.Action.RETIRE, KEY, Optional.of(9L), List.of(1L, 4L)),
        new PolicyChange(ORIGIN, "witnesses", D, Optional.of(D), List.of(3L)),
        new PluginEvent(
            ORIGIN,
            PluginEvent.Action.REFUSE,
            "hospital",
            "plugin",
            "1.0.0",
            D,
            Optional.empty(),
            Optional.of("CL-0302")),
        new Approval(ORIGIN, "officer-7", "privacy officer", "approved for release", D),
        new RoundOpen(AT, D, "open", Optional.of(D), List.of("a", "b"), digests, HEAD),
        new ContributionEntry(
            AT,
            "train",
            "a",
            D,
            digests,
            Optional.of(D),
            "rule",
            "0f".repeat(32),
            HEAD,
            Optional.of(SPENT)),
        new AggregateEntry(
            AT,
            "train",
            List.of(4L, 5L),
            List.of("c"),
            D,
            Optional.of(D),
            "rule",
            new ProtocolMessages(Optional.of(D), Optional.of(D), Optional.of(D)),
            D),
        new Evaluation(AT, "test", D, List.of("a"), D),
        new DpCharge(AT, "a", SPENT),
        new ModelRelease(ORIGIN, "job", D, 6, "registry", "use", List.of(1L, 2L)),
        new Erasure(ORIGIN, 4, D, "GDPR art. 17", List.of(1L, 2L)),
        new Export(ORIGIN, "officer-7", "auditor", "yearly audit", D, HEAD),
        new Recovery(ORIGIN, HEAD, HEAD, 3),
        new Incident(
            ORIGIN,
            Incident.Kind.DROPOUT,
            "CL-0403",
            "b",
            Optional.of("job"),
            Optional.of(3L),
            Optional.of(D)),
        new Heartbeat(ORIGIN, "ntp", -12),
        new ArchiveEntry(AT, "train", D),
        new ArchiveErasure(AT, "train", D, "retention"),
        new OtherBody("later-type", new ObjectBuilder().put("origin", ORIGIN).put("x", 1).build()));
  }

  private static Genesis genesis(List<PartyKey> keys) {
    return new Genesis(
        ORIGIN,
        "standard",
        "key",
        D,
        D,
        "coordinator",
        keys,
        true,
        Optional.of("old.example"),
        Optional.of(HEAD));
  }

  @ParameterizedTest
  @MethodSource("bodies")
  void read_everyType_givesBackWhatWasWritten(EntryBody body) {
    Entry entry = Entry.of(SignedBody.sign(body, signer), 12, D, NOW);
    Entry read = Entry.read(entry.bytes().toArray());
    assertEquals(entry, read);
    byte[] bytes = read.bytes().toArray();
    assertArrayEquals(bytes, CanonicalReader.read(bytes, Entry.MAX_BYTES).toBytes());
    assertEquals(body, read.body());
    assertEquals(Instant.parse("2026-01-01T00:00:00Z"), read.time());
    assertTrue(read.isSignedBy(key.verifyingKey()));
    assertFalse(
        read.isSignedBy(
            CryptoSuite.STANDARD.generateSigningKey(new SecureRandom()).verifyingKey()));
    // The signed bytes stand in the entry as they are: an auditor cuts them out with jq.
    String text = new String(read.bytes().toArray(), StandardCharsets.UTF_8);
    String signed = new String(body.toJson().toBytes(), StandardCharsets.UTF_8);
    assertTrue(text.startsWith("{\"body\":" + signed + ",\"prev\":"));
  }

  /** The table that auditors read, and that the verifier is tested against too. */
  @Test
  void members_ofEveryType_areThoseOfTheReadme() throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    Set<String> types = new HashSet<>();
    bodies()
        .filter(body -> !(body instanceof OtherBody))
        .forEach(
            body -> {
              Set<String> members = row(readme, body.type());
              Set<String> absent = new TreeSet<>(members);
              absent.removeAll(body.toJson().members().keySet());
              assertTrue(members.containsAll(body.toJson().members().keySet()), body.type());
              // The examples have all optional members but for these.
              assertEquals(
                  Map.of("plugin", Set.of("replaces")).getOrDefault(body.type(), Set.of()), absent);
              types.add(body.type());
            });
    assertEquals(18, types.size());
    assertEquals(row(readme, "head"), HEAD.toJson().members().keySet());
    assertEquals(row(readme, "privacy"), SPENT.toJson().members().keySet());
    assertEquals(row(readme, "public-key"), KEY.json().build().members().keySet());
  }

  private static Set<String> row(String readme, String name) {
    Set<String> members = new TreeSet<>();
    String line =
        readme.lines().filter(text -> text.startsWith(name + " ")).findFirst().orElseThrow();
    for (String column : line.substring(name.length()).strip().split(", ")) {
      members.add(column.split(" ")[0]);
    }
    return members;
  }

  @Test
  void transcript_isOverTheLinesOfTheReadme() {
    Transcript transcript =
        new Transcript(
            AT,
            "train",
            D,
            Optional.empty(),
            new ProtocolMessages(Optional.of(D), Optional.empty(), Optional.empty()),
            new TreeMap<>(Map.of("b", D, "a", Digest.of("e"))));
    String text =
        "cloister-transcript/1\nlog.example/x\njob\n3\ntrain\n%s\n-\n%s\n-\n-\na %s\nb %s\n"
            .formatted(D, D, Digest.of("e"), D);
    assertEquals(text, transcript.text());
    assertEquals(Digest.of(text), transcript.digest());
  }

  /** Each type has exactly its members: one less or one more is refused, unless it is optional. */
  @ParameterizedTest
  @MethodSource("bodies")
  void of_memberMissingOrTooMany_isRefused(EntryBody body) {
    if (body instanceof OtherBody) {
      return;
    }
    Map<String, JsonValue> members = body.toJson().members();
    int refused = 0;
    for (String name : members.keySet()) {
      Map<String, JsonValue> fewer =
          members.entrySet().stream()
              .filter(member -> !member.getKey().equals(name))
              .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
      refused += isRefused(body.type(), JsonObject.of(fewer)) ? 1 : 0;
      Map<String, JsonValue> wrong = new java.util.HashMap<>(members);
      wrong.put(name, new JsonNull());
      assertTrue(isRefused(body.type(), JsonObject.of(wrong)), name);
    }
    assertTrue(refused >= Math.min(3, members.size()));
    Map<String, JsonValue> more = new java.util.HashMap<>(members);
    more.put("zzz", new JsonInteger(1));
    assertTrue(isRefused(body.type(), JsonObject.of(more)));
  }

  private static boolean isRefused(String type, JsonObject json) {
    try {
      EntryBody.of(type, json);
      return false;
    } catch (CloisterException e) {
      assertEquals(ErrorCode.LEDGER_ENTRY_INVALID, e.code());
      return true;
    }
  }

  private static void refused(ErrorCode code, Executable action) {
    assertEquals(code, assertThrows(CloisterException.class, action).code());
  }

  @Test
  void body_outOfBounds_cannotBeMade() {
    ErrorCode invalid = ErrorCode.LEDGER_ENTRY_INVALID;
    refused(invalid, () -> new Erasure(ORIGIN, 4, D, "basis", List.of(1L)));
    refused(invalid, () -> new Erasure(ORIGIN, -1, D, "basis", List.of(1L, 2L)));
    refused(invalid, () -> new Evaluation(AT, "test", D, List.of("b", "a"), D));
    refused(invalid, () -> new Evaluation(AT, "test", D, List.of("a", "a"), D));
    refused(invalid, () -> new Evaluation(AT, "test", D, List.of(""), D));
    refused(invalid, () -> new JobRound("", "job", 3));
    refused(invalid, () -> new JobRound(ORIGIN, "job", -3));
    refused(invalid, () -> new ModelRelease(ORIGIN, "job", D, 6, "r", "use", List.of(-1L)));
    refused(
        invalid,
        () -> new KeyChange(ORIGIN, KeyChange.Action.ADD, KEY, Optional.of(3L), List.of()));
    refused(
        invalid,
        () -> new KeyChange(ORIGIN, KeyChange.Action.REVOKE, KEY, Optional.empty(), List.of()));
    refused(invalid, () -> new Head(-1, D));
    refused(invalid, () -> new Budget(-1, 0, 0, 0));
    refused(invalid, () -> new Heartbeat(ORIGIN, "x".repeat(513), 0));
    refused(invalid, () -> new OtherBody("Upper", new ObjectBuilder().put("origin", "o").build()));
    refused(invalid, () -> new OtherBody("type", new ObjectBuilder().build()));
    refused(
        invalid,
        () ->
            new ContributionEntry(
                AT,
                "train",
                "a",
                D,
                List.of(),
                Optional.empty(),
                "rule",
                "0F".repeat(32),
                HEAD,
                Optional.empty()));
    refused(invalid, () -> genesis(List.of()));
    refused(invalid, () -> genesis(List.of(KEY, KEY)));
  }

  @Test
  void verify_somebodyElsesBody_isTakenOnlyIfItsSignatureHolds() {
    SignedBody mine = SignedBody.sign(new Heartbeat(ORIGIN, "ntp", 1), signer);
    byte[] bytes = mine.bytes().toArray();
    SignedBody taken = SignedBody.verify("heartbeat", bytes, "hospital-1", mine.signature(), keys);
    assertEquals(mine.body(), taken.body());
    assertArrayEquals(
        Entry.of(mine, 1, D, NOW).bytes().toArray(), Entry.of(taken, 1, D, NOW).bytes().toArray());
    ErrorCode invalid = ErrorCode.SIGNATURE_INVALID;
    refused(
        invalid, () -> SignedBody.verify("heartbeat", bytes, "stranger", mine.signature(), keys));
    byte[] altered = bytes.clone();
    altered[altered.length - 2] ^= 1;
    refused(
        invalid,
        () -> SignedBody.verify("heartbeat", altered, "hospital-1", mine.signature(), keys));
    refused(
        invalid,
        () ->
            SignedBody.verify(
                "heartbeat", new byte[1 << 20], "hospital-1", mine.signature(), keys));
    refused(
        ErrorCode.LEDGER_ENTRY_INVALID,
        () -> SignedBody.verify("incident", bytes, "hospital-1", mine.signature(), keys));
  }

  @Test
  void of_keyNameThatNeedsEscapes_isSpelledCanonically() {
    Entry entry = Entry.of(SignedBody.sign(new Heartbeat(ORIGIN, "ntp", 1), oddName), 1, D, NOW);
    byte[] bytes = entry.bytes().toArray();
    assertEquals(entry, Entry.read(bytes));
    assertArrayEquals(bytes, CanonicalReader.read(bytes, Entry.MAX_BYTES).toBytes());
  }

  @Test
  void of_moreThanSixteenKibibytes_isRefusedAndMoreIsStillRead() {
    List<String> sites = new ArrayList<>();
    for (int i = 1000; i < 2000; i++) {
      sites.add("site-number-" + i + "-of-a-very-large-federation");
    }
    EntryBody tooLarge = new Evaluation(AT, "test", D, sites, D);
    refused(ErrorCode.LEDGER_ENTRY_INVALID, () -> SignedBody.sign(tooLarge, signer));
    ObjectBuilder full = new ObjectBuilder().put("origin", ORIGIN).put("x", "y".repeat(16_200));
    SignedBody large = SignedBody.sign(new OtherBody("later-type", full.build()), signer);
    refused(ErrorCode.LEDGER_ENTRY_INVALID, () -> Entry.of(large, 1, D, NOW));
    Entry small = Entry.of(SignedBody.sign(new Heartbeat(ORIGIN, "ntp", 1), signer), 1, D, NOW);
    String text = new String(small.bytes().toArray(), StandardCharsets.UTF_8);
    String other =
        text.replace(
                "{\"offset_ms\":1,\"origin\":\"" + ORIGIN + "\",\"time_source\":\"ntp\"}",
                "{\"origin\":\"" + ORIGIN + "\",\"x\":\"" + "y".repeat(60_000) + "\"}")
            .replace("\"heartbeat\"", "\"some-later-type\"");
    assertEquals(
        "some-later-type", Entry.read(other.getBytes(StandardCharsets.UTF_8)).body().type());
    refused(
        ErrorCode.LEDGER_ENTRY_INVALID,
        () -> Entry.read(other.replace("yyy", "yyyyyyy").getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void read_malformedEntry_isRefused() {
    byte[] good =
        Entry.of(SignedBody.sign(new Heartbeat(ORIGIN, "ntp", 1), signer), 1, D, NOW)
            .bytes()
            .toArray();
    JsonObject entry = CanonicalReader.read(good, 1 << 16);
    for (String name : entry.members().keySet()) {
      Map<String, JsonValue> members = new java.util.HashMap<>(entry.members());
      members.remove(name);
      refused(ErrorCode.LEDGER_ENTRY_INVALID, () -> Entry.read(JsonObject.of(members).toBytes()));
    }
    Map<String, List<JsonValue>> wrong =
        Map.of(
            "v", List.of(new JsonInteger(2)),
            "seq", List.of(new JsonInteger(-1), new JsonText("1")),
            "prev", List.of(new JsonText("0"), new JsonText("A".repeat(64))),
            "time",
                List.of(
                    new JsonText("2026-01-01T00:00:00.000Z"),
                    new JsonText("2026-01-01T00:00:00+00:00"),
                    new JsonText("2026-13-01T00:00:00Z"),
                    new JsonText("2026-01-01T24:00:00Z"),
                    new JsonText("yesterday")),
            "type", List.of(new JsonText("Heartbeat"), new JsonText("")),
            "extra", List.of(new JsonInteger(1)),
            "sig",
                List.of(
                    new ObjectBuilder().put("key", "k").put("value", "AAAA").build(),
                    new ObjectBuilder().put("key", "k").put("value", "A".repeat(88)).build(),
                    new ObjectBuilder()
                        .put("key", "k")
                        .put("value", "A".repeat(85) + "B==")
                        .build()));
    wrong.forEach(
        (name, values) ->
            values.forEach(
                value -> {
                  Map<String, JsonValue> members = new java.util.HashMap<>(entry.members());
                  members.put(name, value);
                  refused(
                      ErrorCode.LEDGER_ENTRY_INVALID,
                      () -> Entry.read(JsonObject.of(members).toBytes()));
                }));
  }

  @Test
  void vocabulary_ofTypes_isTheFormats() {
    assertEquals(
        "genesis key policy plugin approval round-open contribution aggregate evaluation dp-charge model-release erasure export recovery incident heartbeat archive archive-erasure later-type",
        bodies().map(EntryBody::type).collect(Collectors.joining(" ")));
  }
}
