package org.cloister.identity;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.util.Objects;
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.cloister.crypto.MlDsa44SigningKey;
import org.cloister.crypto.SecretBytes;

/**
 * The ML-DSA-44 key of a log in a PKCS#12 file: the seed of FIPS 204, as a secret of 32 bytes under
 * NIST's id-ml-dsa-44, since the JDK 17 has no such private keys.
 */
final class SecondLogKey {
  private static final String ALIAS = KeyRole.LOG.id() + "-ml-dsa-44";
  private static final String OID = "2.16.840.1.101.3.4.3.17";

  /** What a JDK that knows the OID calls it. */
  private static final String JDK_NAME = "ML-DSA-44";

  private SecondLogKey() {}

  static boolean is(String alias) {
    return alias.equals(ALIAS);
  }

  static void write(KeyStore store, MlDsa44SigningKey key, char[] password)
      throws GeneralSecurityException {
    try (SecretBytes seed = key.seed()) {
      SecretKey kept = seed.use(bytes -> new SecretKeySpec(bytes, OID));
      store.setEntry(
          ALIAS, new KeyStore.SecretKeyEntry(kept), new KeyStore.PasswordProtection(password));
    }
  }

  /** The key, if it is there; it stands beside a log key of Ed25519. */
  static Optional<MlDsa44SigningKey> read(KeyStore store, char[] password)
      throws GeneralSecurityException {
    if (!store.containsAlias(ALIAS)) {
      return Optional.empty();
    }
    Key kept = store.getKey(ALIAS, password);
    KeyFile.require(
        kept != null && (kept.getAlgorithm().equals(OID) || kept.getAlgorithm().equals(JDK_NAME)),
        "its ML-DSA-44 key must be a secret of its kind");
    KeyFile.require(
        store.containsAlias(KeyRole.LOG.id()), "its ML-DSA-44 key must stand beside a log key");
    byte[] bytes = Objects.requireNonNull(Objects.requireNonNull(kept).getEncoded());
    try (SecretBytes seed = SecretBytes.owning(bytes)) {
      return Optional.of(MlDsa44SigningKey.fromSeed(seed));
    }
  }
}
