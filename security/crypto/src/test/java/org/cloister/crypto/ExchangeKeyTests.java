package org.cloister.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.security.SecureRandom;
import java.util.HexFormat;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExchangeKeyTests {
  private static final Bytes CONTEXT = Bytes.of((byte) 1, (byte) 2);

  private final SecureRandom random = new SecureRandom();

  private ExchangeKey key(CryptoSuite suite) {
    try (SecretBytes seed = SecretBytes.random(ExchangeKey.SEED_BYTES, random)) {
      return suite.exchangeKeyFromSeed(seed);
    }
  }

  @ParameterizedTest
  @EnumSource
  void follow_whatTheOtherBegan_givesBothTheSameSecret(CryptoSuite suite) {
    try (ExchangeKey alice = key(suite);
        ExchangeKey bob = key(suite);
        ExchangeKey eve = key(suite);
        Exchanged begun = alice.begin(bob.publicKey(), CONTEXT)) {
      assertEquals(suite.exchangeKeyBytes(), alice.publicKey().length());
      assertEquals(suite.exchangeBytes(), begun.sent().length());
      assertEquals(begun.secret(), bob.follow(alice.publicKey(), begun.sent()));
      assertNotEquals(begun.secret(), eve.follow(alice.publicKey(), begun.sent()));
      try (Exchanged self = alice.begin(alice.publicKey(), CONTEXT)) {
        assertEquals(self.secret(), alice.follow(alice.publicKey(), self.sent()));
      }
    }
  }

  /** So whoever puts a seed together again has its part of every secret. */
  @ParameterizedTest
  @EnumSource
  void begin_sameSeedPeerAndContext_isTheSameAgain(CryptoSuite suite) {
    try (SecretBytes seed = SecretBytes.random(ExchangeKey.SEED_BYTES, random);
        ExchangeKey one = suite.exchangeKeyFromSeed(seed);
        ExchangeKey again = suite.exchangeKeyFromSeed(seed);
        ExchangeKey peer = key(suite);
        Exchanged first = one.begin(peer.publicKey(), CONTEXT);
        Exchanged second = again.begin(peer.publicKey(), CONTEXT)) {
      assertEquals(one.publicKey(), again.publicKey());
      assertEquals(first.sent(), second.sent());
      assertEquals(first.secret(), second.secret());
    }
  }

  @Test
  void begin_otherContextOrPeer_sendsSomethingElse() {
    CryptoSuite suite = CryptoSuite.PQ_HYBRID;
    try (ExchangeKey key = key(suite);
        ExchangeKey one = key(suite);
        ExchangeKey two = key(suite);
        Exchanged first = key.begin(one.publicKey(), CONTEXT);
        Exchanged second = key.begin(one.publicKey(), Bytes.of((byte) 3))) {
      assertNotEquals(first.sent(), second.sent());
      assertNotEquals(first.secret(), second.secret());
      // Their X25519 halves alone differ: a message must not come twice even then.
      byte[] mixed = one.publicKey().toArray();
      two.publicKey().read(0, mixed, 0, 32);
      try (Exchanged third = key.begin(Bytes.of(mixed), CONTEXT)) {
        assertNotEquals(first.sent(), third.sent());
      }
    }
  }

  @Test
  void follow_eitherHalfAltered_givesAnotherSecret() {
    CryptoSuite suite = CryptoSuite.PQ_HYBRID;
    try (ExchangeKey alice = key(suite);
        ExchangeKey bob = key(suite);
        Exchanged begun = alice.begin(bob.publicKey(), CONTEXT)) {
      byte[] sent = begun.sent().toArray();
      sent[7] ^= 4;
      byte[] peer = alice.publicKey().toArray();
      peer[7] ^= 4;
      assertNotEquals(begun.secret(), bob.follow(alice.publicKey(), Bytes.of(sent)));
      assertNotEquals(begun.secret(), bob.follow(Bytes.of(peer), begun.sent()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void exchange_keyOrMessageOfAnotherSize_isRefused(CryptoSuite suite) {
    try (ExchangeKey key = key(suite);
        ExchangeKey peer = key(suite)) {
      byte[] own = peer.publicKey().toArray();
      Bytes longer = Bytes.of(java.util.Arrays.copyOf(own, own.length + 1));
      Bytes shorter = Bytes.of(own, 0, own.length - 1);
      Bytes sent = Bytes.of(new byte[suite.exchangeBytes() + 1]);
      for (Bytes wrong :
          new Bytes[] {longer, shorter, Bytes.empty(), Bytes.of(new byte[own.length])}) {
        refused(() -> key.begin(wrong, CONTEXT).close());
        refused(() -> suite.requireExchangeKey(wrong));
      }
      suite.requireExchangeKey(peer.publicKey());
      refused(() -> key.follow(peer.publicKey(), sent).close());
      refused(() -> suite.exchangeKeyFromSeed(SecretBytes.owning(new byte[31])).close());
    }
  }

  @Test
  void requireExchangeKey_numbersAboveTheModulus_isRefused() {
    try (ExchangeKey key = key(CryptoSuite.PQ_HYBRID)) {
      byte[] raw = key.publicKey().toArray();
      raw[32] = (byte) 0xff;
      raw[33] = (byte) 0xff;
      refused(() -> CryptoSuite.PQ_HYBRID.requireExchangeKey(Bytes.of(raw)));
    }
  }

  @ParameterizedTest
  @EnumSource
  void close_key_exchangesNothingMore(CryptoSuite suite) {
    try (ExchangeKey peer = key(suite)) {
      ExchangeKey key = key(suite);
      Exchanged begun = peer.begin(key.publicKey(), CONTEXT);
      key.close();
      key.close();
      assertThrows(IllegalStateException.class, () -> key.begin(peer.publicKey(), CONTEXT));
      assertThrows(IllegalStateException.class, () -> key.follow(peer.publicKey(), begun.sent()));
      begun.close();
      assertThrows(IllegalStateException.class, () -> begun.secret().copy());
    }
  }

  @ParameterizedTest
  @EnumSource
  void toString_keyAndSecret_hasNoneOfTheirBytes(CryptoSuite suite) {
    try (SecretBytes seed = SecretBytes.random(ExchangeKey.SEED_BYTES, random);
        ExchangeKey key = suite.exchangeKeyFromSeed(seed);
        Exchanged begun = key.begin(key.publicKey(), CONTEXT)) {
      String seedHex = seed.use(HexFormat.of()::formatHex).substring(0, 8);
      String secretHex = begun.secret().use(HexFormat.of()::formatHex).substring(0, 8);
      assertFalse(key.toString().contains(seedHex));
      assertFalse(begun.toString().contains(secretHex));
    }
  }

  private static void refused(org.junit.jupiter.api.function.Executable action) {
    assertEquals(ErrorCode.KEY_INVALID, assertThrows(CloisterException.class, action).code());
  }
}
