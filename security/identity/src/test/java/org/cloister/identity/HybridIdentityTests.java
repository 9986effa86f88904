package org.cloister.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cloister.crypto.CryptoSuite;
import org.cloister.crypto.Signature;
import org.cloister.ledger.note.NoteKey;
import org.cloister.ledger.note.NoteKeyType;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Parties of the suite pq-hybrid: keys, descriptor, messages and signatures of sessions. */
@Timeout(180)
class HybridIdentityTests {
  private static final String OID = "2.16.840.1.101.3.4.3.18";
  private static final String ALIAS = "signing-ml-dsa-65";
  private static final String LOG_ALIAS = "log-ml-dsa-44";
  private static final String LOG_OID = "2.16.840.1.101.3.4.3.17";

  private final SuiteParties parties = new SuiteParties(CryptoSuite.PQ_HYBRID);

  @Test
  void keyFile_writtenAndRead_hasBothHalves() {
    PartyKeys keys = parties.site();
    try (PartyKeys read = KeyFile.parse(SuiteParties.file(keys), SuiteParties.password())) {
      byte[] message = {1, 2};
      assertEquals(CryptoSuite.PQ_HYBRID, read.suite());
      assertEquals(keys.signing().verifyingKey(), read.signing().verifyingKey());
      assertEquals(keys.signing().sign(message), read.signing().sign(message));
      assertEquals(keys.witness().verifyingKey(), read.witness().verifyingKey());
      parties.descriptor().requireNames(read);
    }
  }

  @Test
  void keyFile_ofACoordinator_hasTheSecondKeyOfTheLog() {
    PartyKeys coordinator = parties.coordinator();
    byte[] bytes = SuiteParties.file(coordinator);
    try (PartyKeys read = KeyFile.parse(bytes, SuiteParties.password())) {
      byte[] message = {3};
      assertEquals(
          coordinator.secondLog().orElseThrow().sign(message),
          read.secondLog().orElseThrow().sign(message));
      parties.descriptor().requireNames(read);
    }
    assertTrue(parties.site().secondLog().isEmpty());
    assertTrue(Sample.of("a").coordinator().secondLog().isEmpty(), "standard has no second line");
  }

  @Test
  void keyFile_secondLogKeyGoneOrAnother_isNotThatOfTheDescriptor() throws Exception {
    parties.assertOthers(
        parties.coordinator(),
        store -> store.deleteEntry(LOG_ALIAS),
        SuiteParties.added(LOG_ALIAS, 32, LOG_OID));
  }

  @Test
  void keyFile_secondLogKeyOfAnotherKindOrPlace_isRefused() throws Exception {
    SuiteParties.assertUnreadable(
        parties.coordinator(),
        SuiteParties.added(LOG_ALIAS, 31, LOG_OID),
        SuiteParties.added(LOG_ALIAS, 32, "AES"),
        SuiteParties.added(LOG_ALIAS, 32, OID),
        store -> store.deleteEntry("log"));
    SuiteParties.assertUnreadable(parties.site(), SuiteParties.added(LOG_ALIAS, 32, LOG_OID));
  }

  @Test
  void descriptor_secondLogKey_isSignedAndOfThisSuiteAlone() {
    Federation one = parties.descriptor().federation();
    assertEquals(2, one.logs().size());
    assertEquals(Sample.ORIGIN, one.logs().get(1).name());
    String text = text(parties.descriptor());
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

  @Test
  void keyFile_secondHalfGoneOrAnother_isNotThatOfTheDescriptor() throws Exception {
    parties.assertOthers(
        parties.site(),
        store -> store.deleteEntry(ALIAS),
        SuiteParties.replaced(ALIAS, ALIAS, 32, OID));
  }

  @Test
  void keyFile_secondHalfOfAnotherKindOrPlace_isRefused() throws Exception {
    SuiteParties.assertUnreadable(
        parties.site(),
        SuiteParties.replaced(ALIAS, ALIAS, 31, OID),
        SuiteParties.replaced(ALIAS, ALIAS, 32, "AES"),
        SuiteParties.replaced(ALIAS, "witness-ml-dsa-65", 32, OID),
        store -> store.deleteEntry("signing"));
  }

  @Test
  void descriptor_readBack_isTheSameWithSuiteAndFloors() {
    Federation one = parties.descriptor().federation();
    Federation strict = floors(one, new Floors(4, 5, 6));
    FederationDescriptor descriptor = parties.signed(strict);
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
    String text = text(parties.descriptor());
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
            () -> Federation.of("f", Sample.ORIGIN, true, parties.coordinator(), List.of(weak)));
    assertEquals(ErrorCode.DESCRIPTOR_INVALID, e.code());
  }

  @Test
  void descriptor_signatureOfOneHalf_isRefused() {
    Federation federation = parties.descriptor().federation();
    Map<String, Signature> signatures = parties.signaturesWithoutTheSecondKey();
    CloisterException e =
        assertThrows(
            CloisterException.class, () -> FederationDescriptor.of(federation, signatures));
    assertEquals(ErrorCode.DESCRIPTOR_INVALID, e.code());
  }

  @Test
  void links_sealedMessages_areAcceptedAndWithEitherHalfAlteredRefused() {
    SuiteParties.Sealed sealed = parties.sealed();
    Bytes seal = sealed.seal();
    assertEquals(40 + 3373, seal.length());
    sealed.assertRefusedIfAlteredAt(39, 40, 103, 104, 3412);
    assertThrows(CloisterException.class, () -> sealed.check(Bytes.of(seal.toArray(), 0, 104)));
    sealed.check(seal);
  }

  @Test
  void session_signature_holdsWithBothHalvesAlone() {
    SessionSignatures a = parties.session("a");
    SessionSignatures hub = parties.session("@coordinator");
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
