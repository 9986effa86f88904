package org.cloister.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;
import org.cloister.crypto.CryptoSuite;
import org.cloister.crypto.SecretBytes;
import org.cloister.crypto.Signature;
import org.cloister.crypto.SigningKey;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Parties of the suite fips: keys, descriptor, messages and signatures of sessions. */
@Timeout(180)
class FipsIdentityTests {
  private static final Instant NOW = Instant.parse("2026-02-03T04:05:06Z");
  private static final String ALIAS = "signing-ecdsa-p256";
  private static final String OID = "1.2.840.10045.3.1.7";

  private final PartyKeys coordinator =
      PartyKeys.coordinator("@coordinator", CryptoSuite.FIPS, Sample.RANDOM);
  private final Map<String, PartyKeys> sites = new LinkedHashMap<>(Map.of("a", participant("a")));
  private final Sample sample =
      new Sample(
          coordinator,
          sites,
          Sample.signed(Sample.federation(coordinator, sites), coordinator, sites));

  private static PartyKeys participant(String name) {
    return PartyKeys.participant(name, CryptoSuite.FIPS, Sample.RANDOM);
  }

  private static char[] word() {
    return "correct horse battery staple".toCharArray();
  }

  private static Password password() {
    return Password.of(word());
  }

  private byte[] file() {
    return KeyFile.bytes(sample.site("a"), password(), NOW, Sample.RANDOM);
  }

  @Test
  void keyFile_writtenAndRead_hasBothKeys() {
    PartyKeys keys = sample.site("a");
    try (PartyKeys read = KeyFile.parse(file(), password())) {
      byte[] message = {1, 2};
      assertEquals(CryptoSuite.FIPS, read.suite());
      assertEquals(keys.signing().verifyingKey(), read.signing().verifyingKey());
      assertTrue(keys.signing().verifyingKey().verifies(message, read.signing().sign(message)));
      assertEquals(keys.signing().ed25519().sign(message), read.signing().ed25519().sign(message));
      assertEquals(keys.witness().verifyingKey(), read.witness().verifyingKey());
      sample.descriptor().requireNames(read);
    }
  }

  private interface Change {
    void of(KeyStore store) throws Exception;
  }

  private byte[] changed(Change change) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(new ByteArrayInputStream(file()), word());
    change.of(store);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    store.store(out, word());
    return out.toByteArray();
  }

  private static void second(KeyStore store, String alias, int bytes, String algorithm)
      throws Exception {
    if (alias.equals(ALIAS)) {
      store.deleteEntry(ALIAS);
    }
    store.setEntry(
        alias,
        new KeyStore.SecretKeyEntry(new SecretKeySpec(new byte[bytes], algorithm)),
        new KeyStore.PasswordProtection(word()));
  }

  @Test
  void keyFile_secondKeyGoneOrAnother_isNotThatOfTheDescriptor() throws Exception {
    for (Change change :
        List.<Change>of(
            store -> store.deleteEntry(ALIAS), store -> second(store, ALIAS, 32, OID))) {
      try (PartyKeys read = KeyFile.parse(changed(change), password())) {
        CloisterException e =
            assertThrows(CloisterException.class, () -> sample.descriptor().requireNames(read));
        assertEquals(ErrorCode.DESCRIPTOR_INVALID, e.code());
      }
    }
  }

  @Test
  void keyFile_secondKeyOfAnotherKindOrPlace_isRefused() throws Exception {
    for (Change change :
        List.<Change>of(
            store -> second(store, ALIAS, 31, OID),
            store -> second(store, ALIAS, 32, "AES"),
            store -> second(store, "witness-ecdsa-p256", 32, OID),
            store -> second(store, "signing-ml-dsa-65", 32, "2.16.840.1.101.3.4.3.18"),
            store -> store.deleteEntry("signing"))) {
      byte[] bytes = changed(change);
      CloisterException e =
          assertThrows(CloisterException.class, () -> KeyFile.parse(bytes, password()));
      assertEquals(ErrorCode.IDENTITY_UNREADABLE, e.code());
    }
  }

  @Test
  void descriptor_readBack_isTheSameAndOfNoOtherSuite() {
    FederationDescriptor descriptor = sample.descriptor();
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
        SecretBytes theirs = sample.site("a").signing().secondSeed().orElseThrow()) {
      SigningKey mixed = CryptoSuite.FIPS.signingKeyOf(own, theirs);
      PartyKeys thief =
          PartyKeys.of(
              "b",
              Map.of(
                  KeyRole.SIGNING,
                  mixed,
                  KeyRole.WITNESS,
                  CryptoSuite.STANDARD.generateSigningKey(Sample.RANDOM)));
      Member a = Member.of(sample.site("a"), Sample.ORIGIN);
      Member b = Member.of(thief, Sample.ORIGIN);
      CloisterException e =
          assertThrows(
              CloisterException.class,
              () -> Federation.of("f", Sample.ORIGIN, true, coordinator, List.of(a, b)));
      assertEquals(ErrorCode.DESCRIPTOR_INVALID, e.code());
      Member c = Member.of(participant("b"), Sample.ORIGIN);
      Federation.of("f", Sample.ORIGIN, true, coordinator, List.of(a, c));
    }
  }

  @Test
  void descriptor_signatureOfTheLedgerKey_isRefused() {
    Federation federation = sample.descriptor().federation();
    Map<String, Signature> signatures =
        new LinkedHashMap<>(Sample.signatures(federation, coordinator, sites));
    signatures.put(
        "a", FederationDescriptor.sign(federation, sample.site("a").signing().ed25519()));
    CloisterException e =
        assertThrows(
            CloisterException.class, () -> FederationDescriptor.of(federation, signatures));
    assertEquals(ErrorCode.DESCRIPTOR_INVALID, e.code());
  }

  @Test
  void links_sealedMessages_areAcceptedAndAlteredRefused() {
    List<RefusalReason> reasons = new ArrayList<>();
    Links a = links("a", reasons);
    Links hub = links("@coordinator", reasons);
    Bytes ask = a.greeting("@coordinator").orElseThrow();
    Bytes reply = hub.greeted("a", ask).orElseThrow();
    Optional<Bytes> back = a.greeted("@coordinator", reply);
    back.ifPresent(bytes -> hub.greeted("a", bytes));
    Digest message = Digest.of("message");
    Bytes seal = a.seal("@coordinator", 7, message, Optional.empty());
    assertEquals(32 + 64, seal.length());
    for (int at : new int[] {32, 63, 64, 95}) {
      byte[] altered = seal.toArray();
      altered[at] ^= 1;
      assertThrows(
          CloisterException.class,
          () -> hub.check("a", 7, message, Optional.empty(), Bytes.of(altered)));
    }
    assertEquals(List.of(RefusalReason.SIGNATURE), reasons.stream().distinct().toList());
    hub.check("a", 7, message, Optional.empty(), seal);
  }

  private Links links(String name, List<RefusalReason> reasons) {
    return new Links(
        sample.party(name, "job"), Sample.RANDOM, (from, reason) -> reasons.add(reason));
  }

  @Test
  void session_signature_holdsForItsPurposeAlone() {
    Digest context = Digest.of("context");
    SessionSignatures a = new SessionSignatures(sample.party("a", "job"), context);
    SessionSignatures hub = new SessionSignatures(sample.party("@coordinator", "job"), context);
    Bytes message = Bytes.of((byte) 5);
    Bytes signature = a.sign("purpose", message);
    assertTrue(hub.verify("a", "purpose", message, signature));
    assertFalse(hub.verify("a", "other", message, signature));
    byte[] altered = signature.toArray();
    altered[3] ^= 1;
    assertFalse(hub.verify("a", "purpose", message, Bytes.of(altered)));
  }
}
