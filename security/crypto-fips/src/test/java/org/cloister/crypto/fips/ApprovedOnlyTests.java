package org.cloister.crypto.fips;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import org.cloister.crypto.CryptoModule;
import org.cloister.crypto.CryptoSuite;
import org.cloister.crypto.ExchangeKey;
import org.cloister.crypto.MlDsa44SigningKey;
import org.cloister.crypto.SecretBytes;
import org.cloister.crypto.SigningKey;
import org.cloister.crypto.VerifyingKey;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.junit.jupiter.api.Test;

/** What there is on the module alone, and what is refused. */
class ApprovedOnlyTests {

  @Test
  void module_onThisClassPath_isAloneAndInApprovedOnlyMode() {
    assertTrue(CryptoModule.approvedOnly());
    assertTrue(CryptoModule.name().contains("FIPS"), CryptoModule.name());
    assertEquals("READY", CryptoModule.selfTest());
    assertEquals(CryptoSuite.FIPS, CryptoModule.usualSuite());
    String usual = "/org/bouncycastle/jce/provider/BouncyCastleProvider.class";
    assertNull(getClass().getResource(usual), "the usual library must not be here, too");
    String own = "/org/bouncycastle/jcajce/provider/BouncyCastleFipsProvider.class";
    assertNotNull(getClass().getResource(own), "the look-up must find what is here");
  }

  @Test
  void jdkServices_onceChosen_areTheModules() throws Exception {
    assertTrue(CryptoModule.approvedOnly());
    List<String> providers =
        List.of(
            new SecureRandom().getProvider().getName(),
            MessageDigest.getInstance("SHA-256").getProvider().getName(),
            Mac.getInstance("HmacSHA256").getProvider().getName(),
            Cipher.getInstance("AES/CTR/NoPadding").getProvider().getName(),
            Cipher.getInstance("AES/GCM/NoPadding").getProvider().getName());
    assertEquals(List.of("BCFIPS"), providers.stream().distinct().toList());
  }

  @Test
  void otherSuites_everyWayToThem_areRefused() {
    SecureRandom random = new SecureRandom();
    SecretBytes seed = SecretBytes.random(32, random);
    SecretBytes wide = SecretBytes.random(64, random);
    SigningKey ledger = CryptoSuite.STANDARD.generateSigningKey(random);
    Bytes point = Bytes.of(new byte[32]);
    for (CryptoSuite suite : List.of(CryptoSuite.STANDARD, CryptoSuite.PQ_HYBRID)) {
      refused(() -> CryptoSuite.of(suite.id()));
      refused(() -> suite.exchangeKeyFromSeed(seed));
      refused(() -> suite.requireExchangeKey(point));
    }
    CryptoSuite hybrid = CryptoSuite.PQ_HYBRID;
    refused(() -> hybrid.generateSigningKey(random));
    refused(() -> hybrid.signingKeyFromSeed(wide));
    refused(() -> hybrid.signingKeyOf(ledger, seed));
    refused(
        () -> hybrid.verifyingKeyFromRaw(Bytes.of(new byte[hybrid.signatures().publicKeyBytes()])));
    refused(() -> MlDsa44SigningKey.fromSeed(seed));
    refused(() -> MlDsa44SigningKey.generate(random));
    refused(() -> VerifyingKey.mlDsa44(Bytes.of(new byte[1312])));
    assertEquals(CryptoSuite.FIPS, CryptoSuite.of("fips"));
  }

  private static void refused(org.junit.jupiter.api.function.Executable action) {
    CloisterException e = assertThrows(CloisterException.class, action);
    assertEquals(ErrorCode.ALGORITHM_NOT_APPROVED, e.code());
  }

  @Test
  void exchange_ofTheSuite_givesBothTheSameSecret() {
    SecureRandom random = new SecureRandom();
    try (SecretBytes one = SecretBytes.random(32, random);
        SecretBytes two = SecretBytes.random(32, random);
        ExchangeKey alice = CryptoSuite.FIPS.exchangeKeyFromSeed(one);
        ExchangeKey bob = CryptoSuite.FIPS.exchangeKeyFromSeed(two);
        SecretBytes hers = alice.begin(bob.publicKey(), Bytes.empty()).secret();
        SecretBytes his = bob.follow(alice.publicKey(), Bytes.empty())) {
      assertEquals(hers, his);
      byte[] off = bob.publicKey().toArray();
      off[64] ^= 1;
      CloisterException e =
          assertThrows(
              CloisterException.class, () -> alice.begin(Bytes.of(off), Bytes.empty()).close());
      assertEquals(ErrorCode.KEY_INVALID, e.code());
    }
  }
}
