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
import org.cloister.crypto.Signature;
import org.cloister.ledger.note.NoteKey;
import org.cloister.ledger.note.NoteKeyType;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Parties of the suite pq-hybrid: keys, descriptor, messages and signatures of sessions. */
@Timeout(180)
class HybridIdentityTests {
  private static final Instant NOW = Instant.parse("2026-02-03T04:05:06Z");
  private static final String OID = "2.16.840.1.101.3.4.3.18";
  private static final String LOG_OID = "2.16.840.1.101.3.4.3.17";

  private final PartyKeys coordinator =
      PartyKeys.coordinator("@coordinator", CryptoSuite.PQ_HYBRID, Sample.RANDOM);
  private final Map<String, PartyKeys> sites = new LinkedHashMap<>(Map.of("a", participant("a")));
  private final Sample sample =
      new Sample(
          coordinator,
          sites,
          Sample.signed(Sample.federation(coordinator, sites), coordinator, sites));

  private static PartyKeys participant(String name) {
    return PartyKeys.participant(name, CryptoSuite.PQ_HYBRID, Sample.RANDOM);
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
  void keyFile_writtenAndRead_hasBothHalves() {
    PartyKeys keys = sample.site("a");
    try (PartyKeys read = KeyFile.parse(file(), password())) {
      byte[] message = {1, 2};
      assertEquals(CryptoSuite.PQ_HYBRID, read.suite());
      assertEquals(keys.signing().verifyingKey(), read.signing().verifyingKey());
      assertEquals(keys.signing().sign(message), read.signing().sign(message));
      assertEquals(keys.witness().verifyingKey(), read.witness().verifyingKey());
      sample.descriptor().requireNames(read);
    }
  }

  @Test
  void keyFile_ofACoordinator_hasTheSecondKeyOfTheLog() {
    byte[] bytes = KeyFile.bytes(coordinator, password(), NOW, Sample.RANDOM);
    try (PartyKeys read = KeyFile.parse(bytes, password())) {
      byte[] message = {3};
      assertEquals(
          coordinator.secondLog().orElseThrow().sign(message),
          read.secondLog().orElseThrow().sign(message));
      sample.descriptor().requireNames(read);
    }
    assertTrue(sample.site("a").secondLog().isEmpty());
    assertTrue(Sample.of("a").coordinator().secondLog().isEmpty(), "standard has no second line");
  }

  private static void secondLog(KeyStore store, int bytes, String algorithm) throws Exception {
    store.setEntry(
        "log-ml-dsa-44",
        new KeyStore.SecretKeyEntry(new SecretKeySpec(new byte[bytes], algorithm)),
        new KeyStore.PasswordProtection(word()));
  }

  @Test
  void keyFile_secondLogKeyGoneOrAnother_isNotThatOfTheDescriptor() throws Exception {
    for (Change change :
        List.<Change>of(
            store -> store.deleteEntry("log-ml-dsa-44"), store -> secondLog(store, 32, LOG_OID))) {
      try (PartyKeys read = KeyFile.parse(changed(coordinator, change), password())) {
        CloisterException e =
            assertThrows(CloisterException.class, () -> sample.descriptor().requireNames(read));
        assertEquals(ErrorCode.DESCRIPTOR_INVALID, e.code());
      }
    }
  }

  @Test
  void keyFile_secondLogKeyOfAnotherKindOrPlace_isRefused() throws Exception {
    List<byte[]> files =
        List.of(
            changed(coordinator, store -> secondLog(store, 31, LOG_OID)),
            changed(coordinator, store -> secondLog(store, 32, "AES")),
            changed(coordinator, store -> secondLog(store, 32, OID)),
            changed(coordinator, store -> store.deleteEntry("log")),
            changed(sample.site("a"), store -> secondLog(store, 32, LOG_OID)));
    for (byte[] bytes : files) {
      CloisterException e =
          assertThrows(CloisterException.class, () -> KeyFile.parse(bytes, password()));
      assertEquals(ErrorCode.IDENTITY_UNREADABLE, e.code());
    }
  }

  @Test
  void descriptor_secondLogKey_isSignedAndOfThisSuiteAlone() {
    Federation one = sample.descriptor().federation();
    assertEquals(2, one.logs().size());
    assertEquals(Sample.ORIGIN, one.logs().get(1).name());
    String text = text(sample.descriptor());
    String member = ",\"log_ml_dsa_44\":\"" + one.logs().get(1).vkey() + "\"";
    assertTrue(text.contains(member));
    byte[] without = text.replace(member, "").getBytes(StandardCharsets.UTF_8);
    assertThrows(CloisterException.class, () -> FederationDescriptor.read(without));
    Federation standard = Sample.of("a").descriptor().federation();
    for (Optional<NoteKey> wrong :
        List.of(one.secondLog(), Optional.of(standard.log()), Optional.of(one.log()))) {
      CloisterException e =
          assertThrows(CloisterException.class, () -> withSecond(standard, wrong));
      assertEquals(ErrorCode.DESCRIPTOR_INVALID, e.code());
    }
    assertThrows(CloisterException.class, () -> withSecond(one, Optional.of(one.log())));
    NoteKey renamed =
        new NoteKey("elsewhere", NoteKeyType.COSIGNER_ML_DSA_44, one.logs().get(1).key());
    assertThrows(CloisterException.class, () -> withSecond(one, Optional.of(renamed)));
    assertEquals(List.of(one.log()), withSecond(one, Optional.empty()).logs());
  }

  private static Federation withSecond(Federation of, Optional<NoteKey> second) {
    return new Federation(
        of.id(),
        of.origin(),
        of.suite(),
        of.floors(),
        of.simulated(),
        of.coordinator(),
        of.coordinatorKey(),
        of.log(),
        second,
        of.members());
  }

  private interface Change {
    void of(KeyStore store) throws Exception;
  }

  private byte[] changed(Change change) throws Exception {
    return changed(sample.site("a"), change);
  }

  private static byte[] changed(PartyKeys keys, Change change) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    byte[] file = KeyFile.bytes(keys, password(), NOW, Sample.RANDOM);
    store.load(new ByteArrayInputStream(file), word());
    change.of(store);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    store.store(out, word());
    return out.toByteArray();
  }

  private static void second(KeyStore store, String alias, int bytes, String algorithm)
      throws Exception {
    store.deleteEntry("signing-ml-dsa-65");
    store.setEntry(
        alias,
        new KeyStore.SecretKeyEntry(new SecretKeySpec(new byte[bytes], algorithm)),
        new KeyStore.PasswordProtection(word()));
  }

  @Test
  void keyFile_secondHalfGoneOrAnother_isNotThatOfTheDescriptor() throws Exception {
    for (Change change :
        List.<Change>of(
            store -> store.deleteEntry("signing-ml-dsa-65"),
            store -> second(store, "signing-ml-dsa-65", 32, OID))) {
      try (PartyKeys read = KeyFile.parse(changed(change), password())) {
        CloisterException e =
            assertThrows(CloisterException.class, () -> sample.descriptor().requireNames(read));
        assertEquals(ErrorCode.DESCRIPTOR_INVALID, e.code());
      }
    }
  }

  @Test
  void keyFile_secondHalfOfAnotherKindOrPlace_isRefused() throws Exception {
    for (Change change :
        List.<Change>of(
            store -> second(store, "signing-ml-dsa-65", 31, OID),
            store -> second(store, "signing-ml-dsa-65", 32, "AES"),
            store -> second(store, "witness-ml-dsa-65", 32, OID),
            store -> store.deleteEntry("signing"))) {
      byte[] bytes = changed(change);
      CloisterException e =
          assertThrows(CloisterException.class, () -> KeyFile.parse(bytes, password()));
      assertEquals(ErrorCode.IDENTITY_UNREADABLE, e.code());
    }
  }

  @Test
  void descriptor_readBack_isTheSameWithSuiteAndFloors() {
    Federation one = sample.descriptor().federation();
    Federation strict = floors(one, new Floors(4, 5, 6));
    FederationDescriptor descriptor = Sample.signed(strict, coordinator, sites);
    FederationDescriptor read = FederationDescriptor.read(descriptor.toBytes());
    assertEquals(strict, read.federation());
    assertEquals(new Floors(4, 5, 6), read.federation().floors());
    assertEquals(CryptoSuite.PQ_HYBRID, read.federation().suite());
    assertTrue(text(descriptor).contains("\"format\":\"cloister-federation/2\""));
    assertFalse(strict.digest().equals(one.digest()), "floors are part of what is signed");
  }

  private static Federation floors(Federation of, Floors floors) {
    return new Federation(
        of.id(),
        of.origin(),
        of.suite(),
        floors,
        of.simulated(),
        of.coordinator(),
        of.coordinatorKey(),
        of.log(),
        of.secondLog(),
        of.members());
  }

  private static String text(FederationDescriptor descriptor) {
    return new String(descriptor.toBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void descriptor_ofTheFirstFormat_isReadWithTheLeastFloors() {
    Sample standard = Sample.of("a");
    String text = text(standard.descriptor());
    assertTrue(text.contains("\"format\":\"cloister-federation/1\""));
    assertFalse(text.contains("floors"));
    Federation read = FederationDescriptor.read(text.getBytes(StandardCharsets.UTF_8)).federation();
    assertEquals(Floors.DEFAULT, read.floors());
    assertEquals(CryptoSuite.STANDARD, read.suite());
    Federation strict = floors(read, new Floors(3, 3, 4));
    FederationDescriptor second = Sample.signed(strict, standard.coordinator(), standard.sites());
    assertEquals(strict, FederationDescriptor.read(second.toBytes()).federation());
    assertTrue(text(second).contains("cloister-federation/2"));
  }

  @Test
  void descriptor_formatOrFloorsAltered_isRefused() {
    String text = text(sample.descriptor());
    String floors = "\"floors\":{\"sites\":3,\"survivors\":3,\"threshold\":3},";
    assertTrue(text.contains(floors));
    for (String altered :
        List.of(
            text.replace("federation/2", "federation/1"),
            text.replace("federation/2", "federation/3"),
            text.replace(floors, ""),
            text.replace(floors, "").replace("federation/2", "federation/1"),
            text.replace("\"sites\":3", "\"sites\":2"),
            text.replace("\"sites\":3", "\"sites\":4"),
            text.replace("\"sites\":3", "\"sites\":4294967299"),
            text.replace("pq-hybrid", "standard"),
            text.replace("pq-hybrid", "pq"))) {
      CloisterException e =
          assertThrows(
              CloisterException.class,
              () -> FederationDescriptor.read(altered.getBytes(StandardCharsets.UTF_8)),
              altered.substring(0, 200));
      assertEquals(ErrorCode.DESCRIPTOR_INVALID, e.code());
    }
  }

  @Test
  void floors_belowTheLeastOrAboveTheMost_areRefused() {
    for (int wrong : new int[] {-1, 0, 2, 1001}) {
      assertThrows(CloisterException.class, () -> new Floors(wrong, 3, 3));
      assertThrows(CloisterException.class, () -> new Floors(3, wrong, 3));
      assertThrows(CloisterException.class, () -> new Floors(3, 3, wrong));
    }
  }

  @Test
  void federation_keysOfTwoSuites_isRefused() {
    PartyKeys standard = PartyKeys.participant("b", Sample.RANDOM);
    Member weak = Member.of(standard, Sample.ORIGIN);
    CloisterException e =
        assertThrows(
            CloisterException.class,
            () -> Federation.of("f", Sample.ORIGIN, true, coordinator, List.of(weak)));
    assertEquals(ErrorCode.DESCRIPTOR_INVALID, e.code());
  }

  @Test
  void descriptor_signatureOfOneHalf_isRefused() {
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
  void links_sealedMessages_areAcceptedAndWithEitherHalfAlteredRefused() {
    List<RefusalReason> reasons = new ArrayList<>();
    Links a = links("a", reasons);
    Links hub = links("@coordinator", reasons);
    Bytes ask = a.greeting("@coordinator").orElseThrow();
    Bytes reply = hub.greeted("a", ask).orElseThrow();
    Optional<Bytes> back = a.greeted("@coordinator", reply);
    back.ifPresent(bytes -> hub.greeted("a", bytes));
    Digest message = Digest.of("message");
    Bytes seal = a.seal("@coordinator", 7, message, Optional.empty());
    assertEquals(32 + 3373, seal.length());
    for (int at : new int[] {32, 95, 96, 3404}) {
      byte[] altered = seal.toArray();
      altered[at] ^= 1;
      assertThrows(
          CloisterException.class,
          () -> hub.check("a", 7, message, Optional.empty(), Bytes.of(altered)));
    }
    assertEquals(List.of(RefusalReason.SIGNATURE), reasons.stream().distinct().toList());
    assertThrows(
        CloisterException.class,
        () -> hub.check("a", 7, message, Optional.empty(), Bytes.of(seal.toArray(), 0, 96)));
    hub.check("a", 7, message, Optional.empty(), seal);
  }

  private Links links(String name, List<RefusalReason> reasons) {
    return new Links(
        sample.party(name, "job"), Sample.RANDOM, (from, reason) -> reasons.add(reason));
  }

  @Test
  void session_signature_holdsWithBothHalvesAlone() {
    Digest context = Digest.of("context");
    SessionSignatures a = new SessionSignatures(sample.party("a", "job"), context);
    SessionSignatures hub = new SessionSignatures(sample.party("@coordinator", "job"), context);
    Bytes message = Bytes.of((byte) 5);
    Bytes signature = a.sign("purpose", message);
    assertTrue(hub.verify("a", "purpose", message, signature));
    assertFalse(hub.verify("a", "other", message, signature));
    assertFalse(hub.verify("a", "purpose", message, Bytes.of(signature.toArray(), 0, 64)));
    for (int at : new int[] {3, 70}) {
      byte[] altered = signature.toArray();
      altered[at] ^= 1;
      assertFalse(hub.verify("a", "purpose", message, Bytes.of(altered)));
    }
  }
}
