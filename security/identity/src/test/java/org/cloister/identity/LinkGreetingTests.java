package org.cloister.identity;

import static org.cloister.identity.LinkParties.MESSAGE;
import static org.cloister.identity.LinkParties.STATEMENT;
import static org.cloister.identity.LinkParties.greet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Greetings: how links open, also after a party began anew, and what leaves them as they are. */
@Timeout(180)
class LinkGreetingTests {
  private final LinkParties parties = new LinkParties();

  @Test
  void check_receiverThatBeganAnew_takesNothingFromBefore() {
    Links a = parties.links("a");
    Links before = parties.links("b");
    greet("a", a, "b", before);
    Bytes undelivered = a.seal("b", 0, MESSAGE, STATEMENT);
    Links after = parties.links("b");
    parties.assertRefused(
        RefusalReason.UNKNOWN_CHALLENGE,
        () -> after.check("a", 0, MESSAGE, STATEMENT, undelivered));
    // It greets before it speaks, and by that the other learns that it has to greet anew.
    greet("b", after, "a", a);
    parties.assertRefused(
        RefusalReason.UNKNOWN_CHALLENGE,
        () -> after.check("a", 0, MESSAGE, STATEMENT, undelivered));
    after.check("a", 1, MESSAGE, STATEMENT, a.seal("b", 1, MESSAGE, STATEMENT));
    a.check("b", 0, MESSAGE, STATEMENT, after.seal("a", 0, MESSAGE, STATEMENT));
  }

  @Test
  void check_senderThatBeganAnew_countsFromZeroAndItsPastIsVoid() {
    Links before = parties.links("a");
    Links b = parties.links("b");
    greet("a", before, "b", b);
    List<Bytes> past = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      past.add(before.seal("b", i, MESSAGE, STATEMENT));
    }
    for (int i = 0; i < 5; i++) {
      b.check("a", i, MESSAGE, STATEMENT, past.get(i));
    }
    Links after = parties.links("a");
    greet("a", after, "b", b);
    b.check("a", 0, MESSAGE, STATEMENT, after.seal("b", 0, MESSAGE, STATEMENT));
    for (int i = 0; i < past.size(); i++) {
      int at = i;
      parties.assertRefused(
          RefusalReason.UNKNOWN_CHALLENGE,
          () -> b.check("a", at, MESSAGE, STATEMENT, past.get(at)));
    }
  }

  @Test
  void greeted_recordedOrForgedAsks_neverEndALink() {
    Links a = parties.links("a");
    Links b = parties.links("b");
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
    Links a = parties.links("a");
    Links b = parties.links("b");
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
    Links a = parties.links("a");
    Links b = parties.links("b");
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
      parties.assertRefused(RefusalReason.MALFORMED, () -> a.greeted("b", cut));
    }
    parties.assertRefused(RefusalReason.UNKNOWN_PARTY, () -> a.greeted("stranger", answer));
    a.greeted("b", answer);
    assertTrue(a.greeting("b").isEmpty());
  }

  @Test
  void seal_beforeTheAnswerOrForAStranger_isRefused() {
    Links a = parties.links("a");
    parties.assertRefused(
        RefusalReason.UNKNOWN_CHALLENGE, () -> a.seal("b", 0, MESSAGE, STATEMENT));
    parties.assertRefused(
        RefusalReason.UNKNOWN_PARTY, () -> a.seal("stranger", 0, MESSAGE, STATEMENT));
    parties.assertRefused(RefusalReason.UNKNOWN_PARTY, () -> a.greeting("stranger"));
    parties.assertRefused(RefusalReason.UNKNOWN_PARTY, () -> a.greeting("a"));
  }
}
