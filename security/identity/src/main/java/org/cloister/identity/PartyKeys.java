package org.cloister.identity;

import java.security.SecureRandom;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cloister.crypto.CryptoSuite;
import org.cloister.crypto.MlDsa44SigningKey;
import org.cloister.crypto.SignatureAlgorithm;
import org.cloister.crypto.SigningKey;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;

/**
 * The private keys of one party, one for each role: a participant signs and is a witness, the
 * coordinator signs and keeps the log, in the suite pq-hybrid with an ML-DSA-44 key beside that of
 * Ed25519.
 *
 * <p>{@link #close} wipes them. The text names the party and nothing else. Safe for any thread.
 */
public final class PartyKeys implements AutoCloseable {
  private final String party;
  private final Map<KeyRole, SigningKey> keys;
  private final Optional<MlDsa44SigningKey> secondLog;

  private PartyKeys(
      String party, Map<KeyRole, SigningKey> keys, Optional<MlDsa44SigningKey> secondLog) {
    this.party = PartyName.require(party);
    this.keys = keys;
    this.secondLog = secondLog;
  }

  /** New keys of a participant, of the suite standard. */
  public static PartyKeys participant(String site, SecureRandom random) {
    return participant(site, CryptoSuite.STANDARD, random);
  }

  /** New keys of a coordinator, of the suite standard. */
  public static PartyKeys coordinator(String name, SecureRandom random) {
    return coordinator(name, CryptoSuite.STANDARD, random);
  }

  /** New keys of a participant. */
  public static PartyKeys participant(String site, CryptoSuite suite, SecureRandom random) {
    return generate(site, KeyRole.WITNESS, suite, random);
  }

  /** New keys of a coordinator. */
  public static PartyKeys coordinator(String name, CryptoSuite suite, SecureRandom random) {
    return generate(name, KeyRole.LOG, suite, random);
  }

  /**
   * Heads of ledgers are signed with Ed25519 in every suite, and in pq-hybrid by the log with
   * ML-DSA-44 as well.
   */
  private static PartyKeys generate(
      String party, KeyRole ofHeads, CryptoSuite suite, SecureRandom random) {
    Map<KeyRole, SigningKey> keys = new EnumMap<>(KeyRole.class);
    keys.put(KeyRole.SIGNING, suite.generateSigningKey(random));
    keys.put(ofHeads, CryptoSuite.STANDARD.generateSigningKey(random));
    boolean second = ofHeads == KeyRole.LOG && suite == CryptoSuite.PQ_HYBRID;
    return new PartyKeys(
        party, keys, second ? Optional.of(MlDsa44SigningKey.generate(random)) : Optional.empty());
  }

  /** Takes over {@code keys}, of a log with one key. */
  static PartyKeys of(String party, Map<KeyRole, SigningKey> keys) {
    return of(party, keys, Optional.empty());
  }

  /** Takes over the keys. */
  static PartyKeys of(
      String party, Map<KeyRole, SigningKey> keys, Optional<MlDsa44SigningKey> secondLog) {
    return new PartyKeys(party, new EnumMap<>(keys), secondLog);
  }

  /** Whose they are. */
  public String party() {
    return party;
  }

  /** The suite of its signing key. */
  public CryptoSuite suite() {
    SignatureAlgorithm algorithm = signing().verifyingKey().algorithm();
    for (CryptoSuite suite : CryptoSuite.values()) {
      if (suite.signatures() == algorithm) {
        return suite;
      }
    }
    throw new IllegalStateException("every algorithm must be of a suite");
  }

  /** The roles that it has keys for. */
  Set<KeyRole> roles() {
    return EnumSet.copyOf(keys.keySet());
  }

  /** The key for messages and the descriptor; its Ed25519 half, alone, signs statements. */
  public SigningKey signing() {
    return require(KeyRole.SIGNING);
  }

  /**
   * The key for cosignatures.
   *
   * @throws CloisterException CL-0703 if the party has none, because it is no participant
   */
  public SigningKey witness() {
    return require(KeyRole.WITNESS);
  }

  /**
   * The key for ledger heads.
   *
   * @throws CloisterException CL-0703 if the party has none, because it is no coordinator
   */
  public SigningKey log() {
    return require(KeyRole.LOG);
  }

  /**
   * The key for the second line under ledger heads; a coordinator of the suite pq-hybrid has it.
   */
  public Optional<MlDsa44SigningKey> secondLog() {
    return secondLog;
  }

  SigningKey require(KeyRole role) {
    SigningKey key = keys.get(role);
    if (key == null) {
      throw new CloisterException(
          ErrorCode.IDENTITY_UNREADABLE,
          "The party "
              + party
              + " must have a "
              + role.id()
              + " key and has none; use the key file of the right party.");
    }
    return key;
  }

  /** Wipes all keys. May be called again. */
  @Override
  public void close() {
    keys.values().forEach(SigningKey::close);
    secondLog.ifPresent(MlDsa44SigningKey::close);
  }

  @Override
  public String toString() {
    return "PartyKeys[" + party + " " + keys.keySet() + "]";
  }
}
