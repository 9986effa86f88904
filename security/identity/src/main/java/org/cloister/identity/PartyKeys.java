package org.cloister.identity;

import java.security.SecureRandom;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.cloister.crypto.CryptoSuite;
import org.cloister.crypto.SigningKey;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;

/**
 * The private keys of one party, one for each role: a participant signs and is a witness, the
 * coordinator signs and keeps the log.
 *
 * <p>{@link #close} wipes them. The text names the party and nothing else. Safe for any thread.
 */
public final class PartyKeys implements AutoCloseable {
  private final String party;
  private final Map<KeyRole, SigningKey> keys;

  private PartyKeys(String party, Map<KeyRole, SigningKey> keys) {
    this.party = PartyName.require(party);
    this.keys = keys;
  }

  /** New keys of a participant. */
  public static PartyKeys participant(String site, SecureRandom random) {
    return generate(site, EnumSet.of(KeyRole.SIGNING, KeyRole.WITNESS), random);
  }

  /** New keys of a coordinator. */
  public static PartyKeys coordinator(String name, SecureRandom random) {
    return generate(name, EnumSet.of(KeyRole.SIGNING, KeyRole.LOG), random);
  }

  private static PartyKeys generate(String party, Set<KeyRole> roles, SecureRandom random) {
    Map<KeyRole, SigningKey> keys = new EnumMap<>(KeyRole.class);
    roles.forEach(role -> keys.put(role, CryptoSuite.STANDARD.generateSigningKey(random)));
    return new PartyKeys(party, keys);
  }

  /** Takes over {@code keys}. */
  static PartyKeys of(String party, Map<KeyRole, SigningKey> keys) {
    return new PartyKeys(party, new EnumMap<>(keys));
  }

  /** Whose they are. */
  public String party() {
    return party;
  }

  /** The roles that it has keys for. */
  Set<KeyRole> roles() {
    return EnumSet.copyOf(keys.keySet());
  }

  /** The key for messages, statements and the descriptor. */
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
  }

  @Override
  public String toString() {
    return "PartyKeys[" + party + " " + keys.keySet() + "]";
  }
}
