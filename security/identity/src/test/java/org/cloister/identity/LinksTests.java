package org.cloister.identity;

import static org.cloister.identity.LinkParties.MESSAGE;
import static org.cloister.identity.LinkParties.STATEMENT;
import static org.cloister.identity.LinkParties.greet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Messages on a link: each is accepted once, unchanged and in order. */
@Timeout(180)
class LinksTests {
  private final LinkParties parties = new LinkParties();

  @Test
  void check_sealedMessages_areAcceptedInBothDirections() {
    Links a = parties.links("a");
    Links coordinator = parties.links("@coordinator");
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
    assertEquals(List.of(), parties.refused());
  }

  @Test
  void check_tenThousandMessagesAgain_acceptsNone() {
    Links a = parties.links("a");
    Links b = parties.links("b");
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
    assertTrue(parties.refused().stream().allMatch(RefusalReason.REPLAYED::equals));
  }

  @Test
  void check_overtakenMessage_isRefused() {
    Links a = parties.links("a");
    Links b = parties.links("b");
    greet("a", a, "b", b);
    Bytes first = a.seal("b", 0, MESSAGE, STATEMENT);
    Bytes second = a.seal("b", 1, MESSAGE, STATEMENT);
    b.check("a", 1, MESSAGE, STATEMENT, second);
    parties.assertRefused(RefusalReason.REPLAYED, () -> b.check("a", 0, MESSAGE, STATEMENT, first));
  }

  @Test
  void check_anyBitOfASealChanged_isRefused() {
    Links a = parties.links("a");
    Links b = parties.links("b");
    greet("a", a, "b", b);
    Bytes seal = a.seal("b", 0, MESSAGE, STATEMENT);
    for (int bit = 0; bit < seal.length() * 8; bit++) {
      byte[] changed = seal.toArray();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      // Of the number of the first message only 53 bits may be set.
      parties.assertRefused(
          bit < 256
              ? RefusalReason.UNKNOWN_CHALLENGE
              : tooHigh(changed) ? RefusalReason.MALFORMED : RefusalReason.SIGNATURE,
          () -> b.check("a", 0, MESSAGE, STATEMENT, Bytes.of(changed)));
    }
    for (int length = 0; length < seal.length(); length++) {
      Bytes cut = Bytes.of(seal.toArray(), 0, length);
      parties.assertRefused(
          RefusalReason.MALFORMED, () -> b.check("a", 0, MESSAGE, STATEMENT, cut));
    }
    b.check("a", 0, MESSAGE, STATEMENT, seal);
  }

  private static boolean tooHigh(byte[] seal) {
    return java.nio.ByteBuffer.wrap(seal).getLong(Greeting.NONCE_BYTES) >>> 53 != 0;
  }

  @Test
  void missing_messagesOvertakeEachOther_countsThoseInBetween() {
    Links a = parties.links("a");
    Links b = parties.links("b");
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
    Links a = parties.links("a");
    Links before = parties.links("b");
    greet("a", a, "b", before);
    for (long i = 0; i < 40; i++) {
      a.seal("b", i, MESSAGE, STATEMENT);
    }
    Links after = parties.links("b");
    greet("b", after, "a", a);
    Bytes first = a.seal("b", 40, MESSAGE, STATEMENT);
    Bytes second = a.seal("b", 41, MESSAGE, STATEMENT);
    assertEquals(1, after.missing("a", 41, second));
    assertEquals(0, after.missing("a", 40, first));
    Links anew = parties.links("a");
    greet("a", anew, "b", after);
    assertEquals(0, after.missing("a", 0, anew.seal("b", 0, MESSAGE, STATEMENT)));
    assertEquals(2, after.missing("a", 2, anew.seal("b", 2, MESSAGE, STATEMENT)));
  }
}
