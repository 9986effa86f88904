package org.cloister.crypto;

import java.security.SecureRandom;
import java.util.Locale;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;

/**
 * The algorithms that a federation uses together. Nobody picks an algorithm on its own: keys are
 * made and read through a suite, and a key of another suite is refused.
 *
 * <p><b>Guarantee.</b> Signatures are unforgeable under chosen messages (EUF-CMA, about 128 bits of
 * strength), and a signature that a suite accepts is accepted by every verifier of the algorithm:
 * the checks are stricter than RFC 8032 asks for, never laxer.
 *
 * <p>Immutable; safe for any thread.
 */
public enum CryptoSuite {
  /**
   * Ed25519 (RFC 8032, pure, no context), SHA-256 (FIPS 180-4), X25519 (RFC 7748), HKDF with
   * SHA-256 (RFC 5869), AES-256 in Galois and in counter mode (NIST SP 800-38D and 38A).
   */
  STANDARD(SignatureAlgorithm.ED25519, AgreementKey.BYTES, 0),

  /**
   * What the approved mode of a module of NIST FIPS 140-3 has for the same: ECDSA over P-256 with
   * SHA-256 (FIPS 186-5), ECDH over P-256 (SP 800-56A), and the hash, HKDF and AES of {@link
   * #STANDARD}; Ed25519 (FIPS 186-5) for the ledger.
   */
  FIPS(SignatureAlgorithm.ECDSA_P256, P256.POINT_BYTES, 0),

  /**
   * As {@link #STANDARD}, with ML-KEM-768 (NIST FIPS 203) beside X25519 and ML-DSA-65 (FIPS 204)
   * beside Ed25519: what is recorded or signed holds while one of each two stands.
   */
  PQ_HYBRID(
      SignatureAlgorithm.ED25519_ML_DSA_65,
      HybridExchange.PUBLIC_BYTES,
      EncapsulationKey.CIPHERTEXT_BYTES);

  private final SignatureAlgorithm signatures;
  private final int exchangeKeyBytes;
  private final int exchangeBytes;

  CryptoSuite(SignatureAlgorithm signatures, int exchangeKeyBytes, int exchangeBytes) {
    this.signatures = signatures;
    this.exchangeKeyBytes = exchangeKeyBytes;
    this.exchangeBytes = exchangeBytes;
  }

  /** The suite's name in files: its constant in lower case. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The suite of a name.
   *
   * @throws CloisterException CL-0914 if this version knows no such suite, CL-0916 if the library
   *     of this process does not have it
   */
  public static CryptoSuite of(String id) {
    for (CryptoSuite suite : values()) {
      if (suite.id().equals(id)) {
        suite.requireOffered();
        return suite;
      }
    }
    throw new CloisterException(
        ErrorCode.KEY_INVALID,
        "The crypto suite must be one that this version knows, standard, fips or pq-hybrid; check the federation's descriptor and the job's settings.");
  }

  private void requireOffered() {
    if (this != FIPS) {
      CryptoModule.requireMoreThanApproved("the suite " + id());
    }
  }

  /** The algorithm that this suite signs with. */
  public SignatureAlgorithm signatures() {
    return signatures;
  }

  /** A new signing key whose seeds come from {@code random}. */
  public SigningKey generateSigningKey(SecureRandom random) {
    SigningKey key = SigningKey.generate(random);
    if (this == STANDARD) {
      return key;
    }
    try (key;
        SecretBytes seed = SecretBytes.random(SecondKey.SEED_BYTES, random)) {
      return key.with(signatures, seed);
    }
  }

  /**
   * The signing key of an Ed25519 key and the seed of the second one (32 bytes; in pq-hybrid that
   * of FIPS 204). Takes copies; the caller still closes both.
   *
   * @throws CloisterException CL-0914 if the seed has another length, or if this suite has no
   *     second key
   */
  public SigningKey signingKeyOf(SigningKey ed25519, SecretBytes secondSeed) {
    CloisterException.require(
        this != STANDARD,
        ErrorCode.KEY_INVALID,
        "A signing key of the suite " + id() + " must be of Ed25519 alone.");
    return ed25519.with(signatures, secondSeed);
  }

  /**
   * The signing key of its seed: the 32 bytes of RFC 8032, 5.1.5, and in the suites with a second
   * key the 32 of that one after them. Takes a copy; the caller still closes {@code seed}.
   *
   * @throws CloisterException CL-0914 if the seed has another length
   */
  public SigningKey signingKeyFromSeed(SecretBytes seed) {
    if (this == STANDARD) {
      return SigningKey.fromSeed(seed);
    }
    try (SecretBytes first = seed.part(0, 32);
        SecretBytes second = seed.part(32, seed.length());
        SigningKey key = SigningKey.fromSeed(first)) {
      return key.with(signatures, second);
    }
  }

  /**
   * The Ed25519 key of a PKCS#8 structure (RFC 8410), alone. Takes a copy; the caller still closes
   * {@code pkcs8}.
   *
   * @throws CloisterException CL-0914 if it is not exactly the encoding of an Ed25519 key
   */
  public SigningKey signingKeyFromPkcs8(SecretBytes pkcs8) {
    return SigningKey.fromPkcs8(pkcs8);
  }

  /**
   * The verifying key of its raw encoding (RFC 8032, 5.1.2, and after it in pq-hybrid FIPS 204, in
   * fips SEC 1).
   *
   * @throws CloisterException CL-0914 if it has another length, does not begin with the canonical
   *     encoding of a point of prime order, or does not end with a point of P-256 in fips
   */
  public VerifyingKey verifyingKeyFromRaw(Bytes raw) {
    return VerifyingKey.fromRaw(signatures, raw);
  }

  /**
   * The Ed25519 key of an X.509 SubjectPublicKeyInfo (RFC 8410), alone.
   *
   * @throws CloisterException CL-0914 if it is not exactly the encoding of an Ed25519 key
   */
  public VerifyingKey verifyingKeyFromX509(Bytes x509) {
    return VerifyingKey.fromX509(x509);
  }

  /** The length of the public half of an exchange key. */
  public int exchangeKeyBytes() {
    return exchangeKeyBytes;
  }

  /** The length of what is sent to exchange keys; 0 if nothing is. */
  public int exchangeBytes() {
    return exchangeBytes;
  }

  /**
   * The exchange key of a 32-byte seed. Takes a copy; the caller still closes {@code seed}.
   *
   * @throws CloisterException CL-0914 if the seed has another length
   */
  public ExchangeKey exchangeKeyFromSeed(SecretBytes seed) {
    requireOffered();
    return switch (this) {
      case STANDARD -> new X25519Exchange(seed);
      case FIPS -> new P256Exchange(seed);
      case PQ_HYBRID -> new HybridExchange(seed);
    };
  }

  /**
   * Refuses what cannot be the public half of an exchange key, and would stop whoever uses it.
   *
   * @throws CloisterException CL-0914 if an exchange with it would be refused
   */
  public void requireExchangeKey(Bytes publicKey) {
    requireOffered();
    switch (this) {
      case STANDARD -> AgreementKey.requirePublic(publicKey);
      case FIPS -> P256Exchange.requirePublic(publicKey);
      case PQ_HYBRID -> HybridExchange.requirePublic(publicKey);
    }
  }
}
