package org.cloister.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class LinksTests {
  private static final Digest MESSAGE = Digest.of("message");
  private static final Optional<Digest> STATEMENT = Optional.of(Digest.of("statement"));

  private final Sample sample = Sample.of("a", "b");
  private final List<RefusalReason> refused = new ArrayList<>();

  private Links links(Sample of, String name, String job) {
    return new Links(of.party(name, job), Sample.RANDOM, (from, reason) -> refused.add(reason));
  }

  private Links links(String name) {
    return links(sample, name, "job");
  }

  /** Lets two parties greet each other until nobody says anything. */
  private static void greet(String fromName, Links from, String toName, Links to) {
    Optional<Bytes> said = from.greeting(toName);
    boolean forward = true;
    for (int i = 0; said.isPresent(); i++) {
      assertTrue(i < 6, "they must come to an end");
      said = forward ? to.greeted(fromName, said.get()) : from.greeted(toName, said.get());
      forward = !forward;
    }
  }

  private void assertRefused(RefusalReason why, Runnable checking) {
    refused.clear();
    CloisterException e = assertThrows(CloisterException.class, checking::run);
    assertEquals(ErrorCode.MESSAGE_NOT_AUTHENTIC, e.code());
    assertEquals(
        "A message must be signed by its sender for this receiver and come once, and is refused.",
        e.getMessage());
    assertEquals(List.of(why), refused);
  }

  @Test
  void check_sealedMessages_areAcceptedInBothDirections() {
    Links a = links("a");
    Links coordinator = links("@coordinator");
    greet("a", a, "@coordinator", coordinator);
    assertTrue(a.greeting("@coordinator").isEmpty());
    assertTrue(coordinator.greeting("a").isEmpty(), "one exchange opens both ways");
    for (long i = 0; i < 5; i++) {
      coordinator.check("a", i, MESSAGE, STATEMENT, a.seal("@coordinator", i, MESSAGE, STATEMENT));
      a.check(
          "@coordinator",
          i,
          MESSAGE,
          Optional.empty(),
          coordinator.seal("a", i, MESSAGE, Optional.empty()));
    }
    assertEquals(List.of(), refused);
  }

  @Test
  void check_tenThousandMessagesAgain_acceptsNone() {
    Links a = links("a");
    Links b = links("b");
    greet("a", a, "b", b);
    List<Bytes> captured = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      captured.add(a.seal("b", i, MESSAGE, STATEMENT));
      b.check("a", i, MESSAGE, STATEMENT, captured.get(i));
    }
    int accepted = 0;
    for (int i = 0; i < captured.size(); i++) {
      try {
        b.check("a", i, MESSAGE, STATEMENT, captured.get(i));
        accepted++;
      } catch (CloisterException e) {
        assertEquals(ErrorCode.MESSAGE_NOT_AUTHENTIC, e.code());
      }
    }
    assertEquals(0, accepted);
    assertTrue(refused.stream().allMatch(RefusalReason.REPLAYED::equals));
  }

  @Test
  void check_overtakenMessage_isRefused() {
    Links a = links("a");
    Links b = links("b");
    greet("a", a, "b", b);
    Bytes first = a.seal("b", 0, MESSAGE, STATEMENT);
    Bytes second = a.seal("b", 1, MESSAGE, STATEMENT);
    b.check("a", 1, MESSAGE, STATEMENT, second);
    assertRefused(RefusalReason.REPLAYED, () -> b.check("a", 0, MESSAGE, STATEMENT, first));
  }

  @Test
  void check_anyBitOfASealChanged_isRefused() {
    Links a = links("a");
    Links b = links("b");
    greet("a", a, "b", b);
    Bytes seal = a.seal("b", 0, MESSAGE, STATEMENT);
    for (int bit = 0; bit < seal.length() * 8; bit++) {
      byte[] changed = seal.toArray();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      // Of the number of the first message only 53 bits may be set.
      assertRefused(
          bit < 256
              ? RefusalReason.UNKNOWN_CHALLENGE
              : tooHigh(changed) ? RefusalReason.MALFORMED : RefusalReason.SIGNATURE,
          () -> b.check("a", 0, MESSAGE, STATEMENT, Bytes.of(changed)));
    }
    for (int length = 0; length < seal.length(); length++) {
      Bytes cut = Bytes.of(seal.toArray(), 0, length);
      assertRefused(RefusalReason.MALFORMED, () -> b.check("a", 0, MESSAGE, STATEMENT, cut));
    }
    b.check("a", 0, MESSAGE, STATEMENT, seal);
  }

  private static boolean tooHigh(byte[] seal) {
    return java.nio.ByteBuffer.wrap(seal).getLong(Greeting.NONCE_BYTES) >>> 53 != 0;
  }

  @Test
  void missing_messagesOvertakeEachOther_countsThoseInBetween() {
    Links a = links("a");
    Links b = links("b");
    greet("a", a, "b", b);
    List<Bytes> seals = new ArrayList<>();
    for (long i = 0; i < 5; i++) {
      seals.add(a.seal("b", i, MESSAGE, STATEMENT));
    }
    assertEquals(3, b.missing("a", 3, seals.get(3)));
    assertEquals(0, b.missing("a", 0, seals.get(0)));
    b.check("a", 0, MESSAGE, STATEMENT, seals.get(0));
    assertEquals(2, b.missing("a", 3, seals.get(3)));
    b.check("a", 3, MESSAGE, STATEMENT, seals.get(3));
    assertEquals(0, b.missing("a", 4, seals.get(4)));
    assertEquals(0, b.missing("a", 1, seals.get(1)), "it is refused as it is");
    assertEquals(0, b.missing("stranger", 3, seals.get(3)));
    assertEquals(0, b.missing("a", 3, Bytes.empty()));
  }

  @Test
  void missing_aPartyBeganAnew_countsFromItsFirstMessageThen() {
    Links a = links("a");
    Links before = links("b");
    greet("a", a, "b", before);
    for (long i = 0; i < 40; i++) {
      a.seal("b", i, MESSAGE, STATEMENT);
    }
    Links after = links("b");
    greet("b", after, "a", a);
    Bytes first = a.seal("b", 40, MESSAGE, STATEMENT);
    Bytes second = a.seal("b", 41, MESSAGE, STATEMENT);
    assertEquals(1, after.missing("a", 41, second));
    assertEquals(0, after.missing("a", 40, first));
    Links anew = links("a");
    greet("a", anew, "b", after);
    assertEquals(0, after.missing("a", 0, anew.seal("b", 0, MESSAGE, STATEMENT)));
    assertEquals(2, after.missing("a", 2, anew.seal("b", 2, MESSAGE, STATEMENT)));
  }

  @Test
  void check_anythingElseThanWhatWasSealed_isRefused() {
    Links a = links("a");
    Links b = links("b");
    greet("a", a, "b", b);
    Bytes seal = a.seal("b", 3, MESSAGE, STATEMENT);
    assertRefused(RefusalReason.SIGNATURE, () -> b.check("a", 4, MESSAGE, STATEMENT, seal));
    assertRefused(RefusalReason.SIGNATURE, () -> b.check("a", 3, Digest.of("x"), STATEMENT, seal));
    assertRefused(RefusalReason.SIGNATURE, () -> b.check("a", 3, MESSAGE, Optional.empty(), seal));
    assertRefused(
        RefusalReason.SIGNATURE, () -> b.check("a", 3, MESSAGE, Optional.of(Digest.of("x")), seal));
    assertRefused(
        RefusalReason.MALFORMED, () -> b.check("a", Long.MAX_VALUE, MESSAGE, STATEMENT, seal));
    assertRefused(RefusalReason.REPLAYED, () -> b.check("a", -1, MESSAGE, STATEMENT, seal));
  }

  @Test
  void check_otherSenderOrReceiver_isRefused() {
    Links a = links("a");
    Links b = links("b");
    Links coordinator = links("@coordinator");
    greet("a", a, "@coordinator", coordinator);
    greet("b", b, "@coordinator", coordinator);
    greet("a", a, "b", b);
    Bytes seal = a.seal("@coordinator", 0, MESSAGE, STATEMENT);
    assertRefused(
        RefusalReason.UNKNOWN_CHALLENGE, () -> coordinator.check("b", 0, MESSAGE, STATEMENT, seal));
    assertRefused(RefusalReason.UNKNOWN_CHALLENGE, () -> b.check("a", 0, MESSAGE, STATEMENT, seal));
    assertRefused(
        RefusalReason.UNKNOWN_PARTY,
        () -> coordinator.check("stranger", 0, MESSAGE, STATEMENT, seal));
    assertRefused(
        RefusalReason.UNKNOWN_PARTY,
        () -> coordinator.check("@coordinator", 0, MESSAGE, STATEMENT, seal));
    assertRefused(
        RefusalReason.UNKNOWN_PARTY, () -> coordinator.check("a\n", 0, MESSAGE, STATEMENT, seal));
    coordinator.check("a", 0, MESSAGE, STATEMENT, seal);
  }

  @Test
  void check_partyThatSignsInAnothersName_isRefused() {
    Links coordinator = links("@coordinator");
    Links b = links("b");
    greet("b", b, "@coordinator", coordinator);
    // b knows the challenge that the coordinator gave out for a: it stands in the open.
    Bytes ask = links("a").greeting("@coordinator").orElseThrow();
    Greeting.Answer answer =
        Greeting.read(coordinator.greeted("a", ask).orElseThrow(), 64)
            .orElseThrow()
            .answer()
            .orElseThrow();
    Party impostor = sample.party("b", "job");
    Bytes forged =
        new Seal(
                answer.challenge(),
                0,
                impostor.sign(
                    impostor
                        .envelope("a", "message")
                        .put("to", "@coordinator")
                        .put(
                            "challenge",
                            java.util.HexFormat.of().formatHex(answer.challenge().toArray()))
                        .put("first", 0)
                        .put("sequence", 0)
                        .put("digest", MESSAGE)
                        .putDigest("statement", STATEMENT)))
            .toBytes();
    assertRefused(
        RefusalReason.SIGNATURE, () -> coordinator.check("a", 0, MESSAGE, STATEMENT, forged));
  }

  @Test
  void check_otherJobFederationOrPurpose_isRefused() {
    Links coordinator = links("@coordinator");
    Links otherJob = links(sample, "a", "other");
    // The challenge of the right job in the hands of the other one.
    Bytes ask = otherJob.greeting("@coordinator").orElseThrow();
    Bytes reply = coordinator.greeted("a", ask).orElseThrow();
    assertRefused(RefusalReason.SIGNATURE, () -> otherJob.greeted("@coordinator", reply));

    Sample twin =
        new Sample(
            sample.coordinator(),
            sample.sites(),
            Sample.signed(
                new Federation(
                    "example.org/other",
                    Sample.ORIGIN,
                    sample.descriptor().federation().suite(),
                    Floors.DEFAULT,
                    true,
                    "@coordinator",
                    sample.coordinator().signing().verifyingKey(),
                    sample.descriptor().federation().log(),
                    sample.descriptor().federation().secondLog(),
                    sample.descriptor().federation().members()),
                sample.coordinator(),
                sample.sites()));
    Links otherFederation = links(twin, "a", "job");
    Bytes twinAsk = otherFederation.greeting("@coordinator").orElseThrow();
    Bytes twinReply = coordinator.greeted("a", twinAsk).orElseThrow();
    assertRefused(
        RefusalReason.SIGNATURE, () -> otherFederation.greeted("@coordinator", twinReply));

    // Messages of the same keys, challenge and content under another job, federation or purpose.
    Bytes challenge = Greeting.read(twinReply, 64).orElseThrow().answer().orElseThrow().challenge();
    for (Party party : List.of(sample.party("a", "other"), twin.party("a", "job"))) {
      assertRefused(
          RefusalReason.SIGNATURE,
          () -> coordinator.check("a", 0, MESSAGE, STATEMENT, sealed(party, challenge, "message")));
    }
    Party self = sample.party("a", "job");
    assertRefused(
        RefusalReason.SIGNATURE,
        () -> coordinator.check("a", 0, MESSAGE, STATEMENT, sealed(self, challenge, "challenge")));
    coordinator.check("a", 0, MESSAGE, STATEMENT, sealed(self, challenge, "message"));
  }

  private static Bytes sealed(Party party, Bytes challenge, String purpose) {
    return new Seal(
            challenge,
            0,
            party.sign(
                party
                    .envelope(party.name(), purpose)
                    .put("to", "@coordinator")
                    .put("challenge", java.util.HexFormat.of().formatHex(challenge.toArray()))
                    .put("first", 0)
                    .put("sequence", 0)
                    .put("digest", MESSAGE)
                    .putDigest("statement", STATEMENT)))
        .toBytes();
  }

  @Test
  void check_receiverThatBeganAnew_takesNothingFromBefore() {
    Links a = links("a");
    Links before = links("b");
    greet("a", a, "b", before);
    Bytes undelivered = a.seal("b", 0, MESSAGE, STATEMENT);
    Links after = links("b");
    assertRefused(
        RefusalReason.UNKNOWN_CHALLENGE,
        () -> after.check("a", 0, MESSAGE, STATEMENT, undelivered));
    // It greets before it speaks, and by that the other learns that it has to greet anew.
    greet("b", after, "a", a);
    assertRefused(
        RefusalReason.UNKNOWN_CHALLENGE,
        () -> after.check("a", 0, MESSAGE, STATEMENT, undelivered));
    after.check("a", 1, MESSAGE, STATEMENT, a.seal("b", 1, MESSAGE, STATEMENT));
    a.check("b", 0, MESSAGE, STATEMENT, after.seal("a", 0, MESSAGE, STATEMENT));
  }

  @Test
  void check_senderThatBeganAnew_countsFromZeroAndItsPastIsVoid() {
    Links before = links("a");
    Links b = links("b");
    greet("a", before, "b", b);
    List<Bytes> past = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      past.add(before.seal("b", i, MESSAGE, STATEMENT));
    }
    for (int i = 0; i < 5; i++) {
      b.check("a", i, MESSAGE, STATEMENT, past.get(i));
    }
    Links after = links("a");
    greet("a", after, "b", b);
    b.check("a", 0, MESSAGE, STATEMENT, after.seal("b", 0, MESSAGE, STATEMENT));
    for (int i = 0; i < past.size(); i++) {
      int at = i;
      assertRefused(
          RefusalReason.UNKNOWN_CHALLENGE,
          () -> b.check("a", at, MESSAGE, STATEMENT, past.get(at)));
    }
  }

  @Test
  void greeted_recordedOrForgedAsks_neverEndALink() {
    Links a = links("a");
    Links b = links("b");
    Bytes ask = a.greeting("b").orElseThrow();
    greet("a", a, "b", b);
    long sequence = 0;
    b.check("a", sequence, MESSAGE, STATEMENT, a.seal("b", sequence, MESSAGE, STATEMENT));
    SplittableRandom random = new SplittableRandom(4);
    for (int i = 0; i < 100; i++) {
      byte[] forged = new byte[34];
      random.nextBytes(forged);
      forged[0] = 1;
      forged[1] = 1;
      b.greeted("a", i % 2 == 0 ? ask : Bytes.of(forged));
      sequence++;
      b.check("a", sequence, MESSAGE, STATEMENT, a.seal("b", sequence, MESSAGE, STATEMENT));
    }
    greet("b", b, "a", a);
    a.check("b", 0, MESSAGE, STATEMENT, b.seal("a", 0, MESSAGE, STATEMENT));
  }

  @Test
  void greeted_bothAtOnceAndEverythingTwice_opensBothWays() {
    Links a = links("a");
    Links b = links("b");
    Bytes fromA = a.greeting("b").orElseThrow();
    Bytes fromB = b.greeting("a").orElseThrow();
    List<Bytes> toA = new ArrayList<>(List.of(fromB, fromB));
    List<Bytes> toB = new ArrayList<>(List.of(fromA, fromA));
    for (int i = 0; !toA.isEmpty() || !toB.isEmpty(); i++) {
      assertTrue(i < 50, "they must come to an end");
      if (!toA.isEmpty()) {
        a.greeted("b", toA.remove(0)).ifPresent(toB::add);
      }
      if (!toB.isEmpty()) {
        b.greeted("a", toB.remove(0)).ifPresent(toA::add);
      }
    }
    b.check("a", 0, MESSAGE, STATEMENT, a.seal("b", 0, MESSAGE, STATEMENT));
    a.check("b", 0, MESSAGE, STATEMENT, b.seal("a", 0, MESSAGE, STATEMENT));
  }

  @Test
  void greeted_alteredAnswersAndGarbage_areRefusedAndChangeNothing() {
    Links a = links("a");
    Links b = links("b");
    Bytes answer = b.greeted("a", a.greeting("b").orElseThrow()).orElseThrow();
    for (int bit = 0; bit < answer.length() * 8; bit++) {
      if (bit == 2 * 8) {
        bit += Greeting.NONCE_BYTES * 8; // an ask is not signed: see the test of forged ones
      }
      byte[] changed = answer.toArray();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      try {
        a.greeted("b", Bytes.of(changed));
      } catch (CloisterException e) {
        assertEquals(ErrorCode.MESSAGE_NOT_AUTHENTIC, e.code());
      }
      assertTrue(a.greeting("b").isPresent(), "bit " + bit);
    }
    for (int length = 0; length < answer.length(); length++) {
      Bytes cut = Bytes.of(answer.toArray(), 0, length);
      assertRefused(RefusalReason.MALFORMED, () -> a.greeted("b", cut));
    }
    assertRefused(RefusalReason.UNKNOWN_PARTY, () -> a.greeted("stranger", answer));
    a.greeted("b", answer);
    assertTrue(a.greeting("b").isEmpty());
  }

  @Test
  void seal_beforeTheAnswerOrForAStranger_isRefused() {
    Links a = links("a");
    assertRefused(RefusalReason.UNKNOWN_CHALLENGE, () -> a.seal("b", 0, MESSAGE, STATEMENT));
    assertRefused(RefusalReason.UNKNOWN_PARTY, () -> a.seal("stranger", 0, MESSAGE, STATEMENT));
    assertRefused(RefusalReason.UNKNOWN_PARTY, () -> a.greeting("stranger"));
    assertRefused(RefusalReason.UNKNOWN_PARTY, () -> a.greeting("a"));
  }

  @Test
  void sessionSignatures_otherSignerPurposeContextOrMessage_doNotCount() {
    Digest context = Digest.of("context");
    SessionSignatures a = new SessionSignatures(sample.party("a", "job"), context);
    SessionSignatures b = new SessionSignatures(sample.party("b", "job"), context);
    Bytes message = Bytes.of((byte) 1, (byte) 2);
    Bytes signature = a.sign("keys\n", message);
    assertTrue(b.verify("a", "keys\n", message, signature));
    assertFalse(b.verify("b", "keys\n", message, signature));
    assertFalse(b.verify("stranger\n", "keys\n", message, signature));
    assertFalse(b.verify("a", "keys", message, signature));
    assertFalse(b.verify("a", "keys\n", Bytes.empty(), signature));
    assertFalse(b.verify("a", "keys\n", message, Bytes.empty()));
    assertFalse(b.verify("a", "keys\n", message, Bytes.of(new byte[64])));
    for (SessionSignatures other :
        List.of(
            new SessionSignatures(sample.party("b", "job"), Digest.of("other")),
            new SessionSignatures(sample.party("b", "other"), context))) {
      assertFalse(other.verify("a", "keys\n", message, signature));
    }
  }
}
