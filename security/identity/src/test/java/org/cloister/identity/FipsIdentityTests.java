package org.cloister.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.cloister.crypto.CryptoSuite;
import org.cloister.crypto.SecretBytes;
import org.cloister.crypto.Signature;
import org.cloister.crypto.SigningKey;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Parties of the suite fips: keys, descriptor, messages and signatures of sessions. */
@Timeout(180)
class FipsIdentityTests {
  private static final String ALIAS = "signing-ecdsa-p256";
  private static final String OID = "1.2.840.10045.3.1.7";

  private final SuiteParties parties = new SuiteParties(CryptoSuite.FIPS);

  @Test
  void keyFile_writtenAndRead_hasBothKeys() {
    PartyKeys keys = parties.site();
    try (PartyKeys read = KeyFile.parse(SuiteParties.file(keys), SuiteParties.password())) {
      byte[] message = {1, 2};
      assertEquals(CryptoSuite.FIPS, read.suite());
      assertEquals(keys.signing().verifyingKey(), read.signing().verifyingKey());
      assertTrue(keys.signing().verifyingKey().verifies(message, read.signing().sign(message)));
      assertEquals(keys.signing().ed25519().sign(message), read.signing().ed25519().sign(message));
      assertEquals(keys.witness().verifyingKey(), read.witness().verifyingKey());
      parties.descriptor().requireNames(read);
    }
  }

  @Test
  void keyFile_secondKeyGoneOrAnother_isNotThatOfTheDescriptor() throws Exception {
    parties.assertOthers(
        parties.site(),
        store -> store.deleteEntry(ALIAS),
        SuiteParties.replaced(ALIAS, ALIAS, 32, OID));
  }

  @Test
  void keyFile_secondKeyOfAnotherKindOrPlace_isRefused() throws Exception {
    SuiteParties.assertUnreadable(
        parties.site(),
        SuiteParties.replaced(ALIAS, ALIAS, 31, OID),
        SuiteParties.replaced(ALIAS, ALIAS, 32, "AES"),
        SuiteParties.added("witness-ecdsa-p256", 32, OID),
        SuiteParties.added("signing-ml-dsa-65", 32, "2.16.840.1.101.3.4.3.18"),
        store -> store.deleteEntry("signing"));
  }

  @Test
  void descriptor_readBack_isTheSameAndOfNoOtherSuite() {
    FederationDescriptor descriptor = parties.descriptor();
    FederationDescriptor read = FederationDescriptor.read(descriptor.toBytes());
    assertEquals(descriptor.federation(), read.federation());
    assertEquals(CryptoSuite.FIPS, read.federation().suite());
    String text = new String(descriptor.toBytes(), StandardCharsets.UTF_8);
    assertTrue(text.contains("\"format\":\"cloister-federation/2\""));
    for (String other : List.of("standard", "pq-hybrid", "fips2")) {
      byte[] altered =
          text.replace("\"suite\":\"fips\"", "\"suite\":\"" + other + "\"")
              .getBytes(StandardCharsets.UTF_8);
      CloisterException e =
          assertThrows(CloisterException.class, () -> FederationDescriptor.read(altered));
      assertEquals(ErrorCode.DESCRIPTOR_INVALID, e.code());
    }
  }

  /** Messages are signed with the second key alone, so nobody may be named with another's. */
  @Test
  void federation_secondKeyOfAnotherParty_isRefused() {
    try (SigningKey own = CryptoSuite.STANDARD.generateSigningKey(Sample.RANDOM);
        SecretBytes theirs = parties.site().signing().secondSeed().orElseThrow()) {
      SigningKey mixed = CryptoSuite.FIPS.signingKeyOf(own, theirs);
      PartyKeys thief =
          PartyKeys.of(
              "b",
              Map.of(
                  KeyRole.SIGNING,
                  mixed,
                  KeyRole.WITNESS,
                  CryptoSuite.STANDARD.generateSigningKey(Sample.RANDOM)));
      Member a = Member.of(parties.site(), Sample.ORIGIN);
      Member b = Member.of(thief, Sample.ORIGIN);
      CloisterException e =
          assertThrows(
              CloisterException.class,
              () -> Federation.of("f", Sample.ORIGIN, true, parties.coordinator(), List.of(a, b)));
      assertEquals(ErrorCode.DESCRIPTOR_INVALID, e.code());
      Member c =
          Member.of(PartyKeys.participant("b", CryptoSuite.FIPS, Sample.RANDOM), Sample.ORIGIN);
      Federation.of("f", Sample.ORIGIN, true, parties.coordinator(), List.of(a, c));
    }
  }

  @Test
  void descriptor_signatureOfTheLedgerKey_isRefused() {
    Federation federation = parties.descriptor().federation();
    Map<String, Signature> signatures = parties.signaturesWithoutTheSecondKey();
    CloisterException e =
        assertThrows(
            CloisterException.class, () -> FederationDescriptor.of(federation, signatures));
    assertEquals(ErrorCode.DESCRIPTOR_INVALID, e.code());
  }

  @Test
  void links_sealedMessages_areAcceptedAndAlteredRefused() {
    SuiteParties.Sealed sealed = parties.sealed();
    assertEquals(40 + 64, sealed.seal().length());
    sealed.assertRefusedIfAlteredAt(39, 40, 71, 72, 103);
    sealed.check(sealed.seal());
  }

  @Test
  void session_signature_holdsForItsPurposeAlone() {
    SessionSignatures a = parties.session("a");
    SessionSignatures hub = parties.session("@coordinator");
    Bytes message = Bytes.of((byte) 5);
    Bytes signature = a.sign("purpose", message);
    assertTrue(hub.verify("a", "purpose", message, signature));
    assertFalse(hub.verify("a", "other", message, signature));
    byte[] altered = signature.toArray();
    altered[3] ^= 1;
    assertFalse(hub.verify("a", "purpose", message, Bytes.of(altered)));
  }
}
