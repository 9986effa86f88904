package org.cloister.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
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
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;

/** A coordinator and a site, {@code a}, with keys of one suite. */
final class SuiteParties {
  private static final Instant NOW = Instant.parse("2026-02-03T04:05:06Z");

  private final PartyKeys coordinator;
  private final Map<String, PartyKeys> sites;
  private final Sample sample;

  SuiteParties(CryptoSuite suite) {
    this.coordinator = PartyKeys.coordinator("@coordinator", suite, Sample.RANDOM);
    this.sites = new LinkedHashMap<>(Map.of("a", PartyKeys.participant("a", suite, Sample.RANDOM)));
    this.sample = new Sample(coordinator, sites, signed(Sample.federation(coordinator, sites)));
  }

  PartyKeys coordinator() {
    return coordinator;
  }

  PartyKeys site() {
    return sample.site("a");
  }

  FederationDescriptor descriptor() {
    return sample.descriptor();
  }

  /** What all parties have signed. */
  FederationDescriptor signed(Federation federation) {
    return Sample.signed(federation, coordinator, sites);
  }

  /** As the parties sign, but the site with the key alone that signs what it has on the ledger. */
  Map<String, Signature> signaturesWithoutTheSecondKey() {
    Federation federation = descriptor().federation();
    Map<String, Signature> signatures =
        new LinkedHashMap<>(Sample.signatures(federation, coordinator, sites));
    signatures.put("a", FederationDescriptor.sign(federation, site().signing().ed25519()));
    return signatures;
  }

  SessionSignatures session(String party) {
    return new SessionSignatures(sample.party(party, "job"), Digest.of("context"));
  }

  private static char[] word() {
    return "correct horse battery staple".toCharArray();
  }

  static Password password() {
    return Password.of(word());
  }

  static byte[] file(PartyKeys keys) {
    return KeyFile.bytes(keys, password(), NOW, Sample.RANDOM);
  }

  /** What somebody does to a key file who knows its password. */
  interface Change {
    void of(KeyStore store) throws Exception;
  }

  /** A key of zeros beside those that are there. */
  static Change added(String alias, int bytes, String algorithm) {
    return store ->
        store.setEntry(
            alias,
            new KeyStore.SecretKeyEntry(new SecretKeySpec(new byte[bytes], algorithm)),
            new KeyStore.PasswordProtection(word()));
  }

  /** A key of zeros instead of the one that is called {@code old}. */
  static Change replaced(String old, String alias, int bytes, String algorithm) {
    return store -> {
      store.deleteEntry(old);
      added(alias, bytes, algorithm).of(store);
    };
  }

  private static byte[] changed(PartyKeys keys, Change change) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(new ByteArrayInputStream(file(keys)), word());
    change.of(store);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    store.store(out, word());
    return out.toByteArray();
  }

  /** After each change the file can be read, but has other keys than the descriptor. */
  void assertOthers(PartyKeys keys, Change... changes) throws Exception {
    for (Change change : changes) {
      try (PartyKeys read = KeyFile.parse(changed(keys, change), password())) {
        CloisterException e =
            assertThrows(CloisterException.class, () -> descriptor().requireNames(read));
        assertEquals(ErrorCode.DESCRIPTOR_INVALID, e.code());
      }
    }
  }

  /** After each change the file cannot be read. */
  static void assertUnreadable(PartyKeys keys, Change... changes) throws Exception {
    for (Change change : changes) {
      byte[] bytes = changed(keys, change);
      CloisterException e =
          assertThrows(CloisterException.class, () -> KeyFile.parse(bytes, password()));
      assertEquals(ErrorCode.IDENTITY_UNREADABLE, e.code());
    }
  }

  /** What the site seals for the coordinator, after they have greeted each other. */
  Sealed sealed() {
    List<RefusalReason> reasons = new ArrayList<>();
    Links a = links("a", reasons);
    Links hub = links("@coordinator", reasons);
    Bytes ask = a.greeting("@coordinator").orElseThrow();
    Bytes reply = hub.greeted("a", ask).orElseThrow();
    Optional<Bytes> back = a.greeted("@coordinator", reply);
    back.ifPresent(bytes -> hub.greeted("a", bytes));
    Digest message = Digest.of("message");
    return new Sealed(hub, message, a.seal("@coordinator", 7, message, Optional.empty()), reasons);
  }

  private Links links(String name, List<RefusalReason> reasons) {
    return new Links(
        sample.party(name, "job"), Sample.RANDOM, (from, reason) -> reasons.add(reason));
  }

  /** A seal, and the coordinator that checks it. */
  record Sealed(Links hub, Digest message, Bytes seal, List<RefusalReason> reasons) {

    void check(Bytes other) {
      hub.check("a", 7, message, Optional.empty(), other);
    }

    void assertRefusedIfAlteredAt(int... places) {
      for (int at : places) {
        byte[] altered = seal.toArray();
        altered[at] ^= 1;
        assertThrows(CloisterException.class, () -> check(Bytes.of(altered)));
      }
      assertEquals(List.of(RefusalReason.SIGNATURE), reasons.stream().distinct().toList());
    }
  }
}
