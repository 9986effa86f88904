package org.cloister.crypto;

import java.security.SecureRandom;
import org.cloister.model.Bytes;
import org.cloister.model.Digest;

/**
 * A salted commitment, SHA-256(0x02 || salt || value) with a salt of 32 bytes: binding, and hiding
 * while the salt is secret. A plain digest of something guessable (a count, an identifier, a small
 * vector) gives it away; this does not. Whoever destroys value and salt has erased it, though the
 * digest stays on record.
 *
 * @param digest what may be published
 * @param salt 32 bytes; kept beside the value, and wiped with it
 */
public record Commitment(Digest digest, SecretBytes salt) {

  /** The length of a salt in bytes. */
  public static final int SALT_BYTES = 32;

  /** Commits to {@code value} under a fresh salt. */
  public static Commitment to(Bytes value, SecureRandom random) {
    SecretBytes salt = SecretBytes.random(SALT_BYTES, random);
    return new Commitment(digest(salt, value), salt);
  }

  /** Whether {@code digest} was made from exactly this salt and value. */
  public static boolean opens(Digest digest, SecretBytes salt, Bytes value) {
    return salt.length() == SALT_BYTES && digest(salt, value).equals(digest);
  }

  private static Digest digest(SecretBytes salt, Bytes value) {
    byte[] hash =
        salt.use(bytes -> new Sha256().add(0x02).add(bytes).add(value.toArray()).finish());
    return new Digest(java.util.HexFormat.of().formatHex(hash));
  }
}
