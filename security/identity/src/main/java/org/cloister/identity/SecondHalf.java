package org.cloister.identity;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.cloister.crypto.CryptoSuite;
import org.cloister.crypto.SecretBytes;
import org.cloister.crypto.SigningKey;
import org.jspecify.annotations.Nullable;

/**
 * The second key of a party beside its Ed25519 key in a PKCS#12 file. The JDK 17 has no private
 * keys of ML-DSA-65, and none has those that are made from a seed of P-256, so it is kept as a
 * secret of 32 bytes, which every JDK can.
 */
enum SecondHalf {
  /** Under NIST's id-ml-dsa-65. */
  ML_DSA_65(CryptoSuite.PQ_HYBRID, "-ml-dsa-65", "2.16.840.1.101.3.4.3.18", "ML-DSA-65"),

  /** Under the OID of the curve, secp256r1 (RFC 5480), for which the JDK has a name. */
  ECDSA_P256(CryptoSuite.FIPS, "-ecdsa-p256", "1.2.840.10045.3.1.7", "secp256r1");

  private final CryptoSuite suite;
  private final String alias;
  private final String oid;
  private final String jdkName;

  SecondHalf(CryptoSuite suite, String suffix, String oid, String jdkName) {
    this.suite = suite;
    this.alias = KeyRole.SIGNING.id() + suffix;
    this.oid = oid;
    this.jdkName = jdkName;
  }

  static boolean is(String alias) {
    return Arrays.stream(values()).anyMatch(half -> half.alias.equals(alias));
  }

  /** Writes it, if there is one. */
  static void write(KeyStore store, SigningKey key, char[] password)
      throws GeneralSecurityException {
    Optional<SecretBytes> seed = key.secondSeed();
    if (seed.isEmpty()) {
      return;
    }
    for (SecondHalf half : values()) {
      if (half.suite.signatures() == key.verifyingKey().algorithm()) {
        half.write(store, seed.get(), password);
      }
    }
  }

  private void write(KeyStore store, SecretBytes seed, char[] password)
      throws GeneralSecurityException {
    try (seed) {
      SecretKey kept = seed.use(bytes -> new SecretKeySpec(bytes, oid));
      store.setEntry(
          alias, new KeyStore.SecretKeyEntry(kept), new KeyStore.PasswordProtection(password));
    }
  }

  /** Puts it beside the signing key, if it is there. */
  static void read(KeyStore store, Map<KeyRole, SigningKey> keys, char[] password)
      throws GeneralSecurityException {
    KeyFile.require(
        !(store.containsAlias(ML_DSA_65.alias) && store.containsAlias(ECDSA_P256.alias)),
        "it has second keys of two suites");
    for (SecondHalf half : values()) {
      if (store.containsAlias(half.alias)) {
        half.join(store.getKey(half.alias, password), keys);
      }
    }
  }

  private void join(@Nullable Key kept, Map<KeyRole, SigningKey> keys) {
    KeyFile.require(kept != null, "an entry is not a secret key");
    Key found = Objects.requireNonNull(kept);
    KeyFile.require(
        keys.containsKey(KeyRole.SIGNING) && isOurs(found.getAlgorithm()),
        "its second key must be of its kind and stand beside a signing key");
    try (SigningKey first = Objects.requireNonNull(keys.get(KeyRole.SIGNING));
        SecretBytes seed = SecretBytes.owning(Objects.requireNonNull(found.getEncoded()))) {
      keys.put(KeyRole.SIGNING, suite.signingKeyOf(first, seed));
    }
  }

  /** A JDK gives back the OID, or its own name for it: of ML-DSA-65 from version 24 on. */
  private boolean isOurs(String algorithm) {
    return algorithm.equals(oid) || algorithm.equals(jdkName);
  }
}
