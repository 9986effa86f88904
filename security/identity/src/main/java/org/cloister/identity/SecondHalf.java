package org.cloister.identity;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.cloister.crypto.CryptoSuite;
import org.cloister.crypto.SecretBytes;
import org.cloister.crypto.SigningKey;

/**
 * The ML-DSA-65 half of a signing key in a PKCS#12 file. The JDK 17 has no such private keys, so it
 * is kept as a secret of 32 bytes, which every JDK can.
 */
final class SecondHalf {
  private static final String SUFFIX = "-ml-dsa-65";

  /** NIST's id-ml-dsa-65. */
  private static final String OID = "2.16.840.1.101.3.4.3.18";

  private SecondHalf() {}

  private static String alias(KeyRole role) {
    return role.id() + SUFFIX;
  }

  static boolean is(String alias) {
    return alias.equals(alias(KeyRole.SIGNING));
  }

  /** Writes it, if there is one. */
  static void write(KeyStore store, KeyRole role, SigningKey key, char[] password)
      throws GeneralSecurityException {
    Optional<SecretBytes> seed = key.mlDsaSeed();
    if (seed.isPresent()) {
      try (SecretBytes secret = seed.get()) {
        SecretKey kept = secret.use(bytes -> new SecretKeySpec(bytes, OID));
        store.setEntry(
            alias(role),
            new KeyStore.SecretKeyEntry(kept),
            new KeyStore.PasswordProtection(password));
      }
    }
  }

  /** Puts it beside the signing key, if it is there. */
  static void read(KeyStore store, Map<KeyRole, SigningKey> keys, char[] password)
      throws GeneralSecurityException {
    Key kept = store.getKey(alias(KeyRole.SIGNING), password);
    if (kept == null) {
      KeyFile.require(!store.containsAlias(alias(KeyRole.SIGNING)), "an entry is not a secret key");
      return;
    }
    KeyFile.require(
        keys.containsKey(KeyRole.SIGNING) && OID.equals(kept.getAlgorithm()),
        "its ML-DSA-65 key must stand beside a signing key");
    try (SigningKey first = Objects.requireNonNull(keys.get(KeyRole.SIGNING));
        SecretBytes seed = SecretBytes.owning(Objects.requireNonNull(kept.getEncoded()))) {
      keys.put(KeyRole.SIGNING, CryptoSuite.PQ_HYBRID.signingKeyOf(first, seed));
    }
  }
}
