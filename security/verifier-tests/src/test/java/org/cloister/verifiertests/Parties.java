package org.cloister.verifiertests;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.cloister.crypto.CryptoSuite;
import org.cloister.crypto.MlDsa44SigningKey;
import org.cloister.crypto.SecretBytes;
import org.cloister.crypto.SigningKey;
import org.cloister.ledger.entry.BodySigner;
import org.cloister.ledger.entry.PartyKey;
import org.cloister.ledger.note.LogSigner;
import org.cloister.ledger.note.NoteKey;
import org.cloister.ledger.note.WitnessPolicy;
import org.cloister.ledger.note.WitnessSigner;

/** The keys of a coordinator, four hospitals and two officers: the same ones in every run. */
final class Parties {
  static final String ORIGIN = "consortium.example/fl/cardio";
  static final List<String> SITES = List.of("hospital-1", "hospital-2", "hospital-3", "hospital-4");

  final LogSigner log;
  final BodySigner coordinator = new BodySigner("coordinator/1", key(1));
  final List<BodySigner> sites = new ArrayList<>();
  final List<WitnessSigner> witnesses = new ArrayList<>();
  final BodySigner privacyOfficer = new BodySigner("officer-1/1", key(2));
  final BodySigner securityOfficer = new BodySigner("officer-2/1", key(3));
  final BodySigner newKeyOfSite = new BodySigner("hospital-2/2", key(4));
  final BodySigner stranger = new BodySigner("stranger/1", key(5));
  final WitnessPolicy policy;

  Parties() {
    this(new LogSigner(ORIGIN, key(0)));
  }

  /** The same with a log that signs with ML-DSA-44 as well. */
  static Parties withMlDsa() {
    return new Parties(new LogSigner(ORIGIN, key(0), Optional.of(mlDsaKey(6))));
  }

  static MlDsa44SigningKey mlDsaKey(int number) {
    byte[] seed = new byte[32];
    new SplittableRandom(number).nextBytes(seed);
    try (SecretBytes secret = SecretBytes.owning(seed)) {
      return MlDsa44SigningKey.fromSeed(secret);
    }
  }

  private Parties(LogSigner log) {
    this.log = log;
    for (int i = 0; i < SITES.size(); i++) {
      sites.add(new BodySigner(SITES.get(i) + "/1", key(10 + i)));
      witnesses.add(new WitnessSigner(SITES.get(i) + ".example/witness", key(20 + i)));
    }
    List<NoteKey> keys = witnesses.stream().map(WitnessSigner::key).toList();
    policy = WitnessPolicy.majority(log.keys(), keys, 3);
  }

  /** What the genesis says of keys. */
  List<PartyKey> keys() {
    List<PartyKey> keys = new ArrayList<>();
    keys.add(signing(coordinator));
    sites.forEach(site -> keys.add(signing(site)));
    keys.add(signing(privacyOfficer));
    keys.add(signing(securityOfficer));
    for (int i = 0; i < SITES.size(); i++) {
      NoteKey key = witnesses.get(i).key();
      keys.add(new PartyKey(key.name(), SITES.get(i), PartyKey.Role.WITNESS, key.key()));
    }
    keys.sort(Comparator.comparing(PartyKey::key));
    return keys;
  }

  /** The key of a signer; its party is the name before the slash. */
  static PartyKey signing(BodySigner signer) {
    String party = signer.keyName().substring(0, signer.keyName().indexOf('/'));
    return new PartyKey(
        signer.keyName(), party, PartyKey.Role.SIGNING, signer.signer().verifyingKey());
  }

  private static SigningKey key(int number) {
    byte[] seed = new byte[32];
    new SplittableRandom(number).nextBytes(seed);
    try (SecretBytes secret = SecretBytes.owning(seed)) {
      return CryptoSuite.STANDARD.signingKeyFromSeed(secret);
    }
  }
}
