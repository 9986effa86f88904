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
  STANDARD(SignatureAlgorithm.ED25519);

  private final SignatureAlgorithm signatures;

  CryptoSuite(SignatureAlgorithm signatures) {
    this.signatures = signatures;
  }

  /** The suite's name in files: its constant in lower case. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The suite of a name.
   *
   * @throws CloisterException CL-0914 if this version knows no such suite
   */
  public static CryptoSuite of(String id) {
    for (CryptoSuite suite : values()) {
      if (suite.id().equals(id)) {
        return suite;
      }
    }
    throw new CloisterException(
        ErrorCode.KEY_INVALID,
        "The crypto suite must be one that this version knows, such as standard; check the federation's descriptor.");
  }

  /** The algorithm that this suite signs with. */
  public SignatureAlgorithm signatures() {
    return signatures;
  }

  /** A new signing key whose seed comes from {@code random}. */
  public SigningKey generateSigningKey(SecureRandom random) {
    return SigningKey.generate(random);
  }

  /**
   * The signing key of a 32-byte seed (RFC 8032, 5.1.5). Takes a copy; the caller still closes
   * {@code seed}.
   *
   * @throws CloisterException CL-0914 if the seed has another length
   */
  public SigningKey signingKeyFromSeed(SecretBytes seed) {
    return SigningKey.fromSeed(seed);
  }

  /**
   * The signing key of a PKCS#8 structure (RFC 8410). Takes a copy; the caller still closes {@code
   * pkcs8}.
   *
   * @throws CloisterException CL-0914 if it is not exactly the encoding of a key of this suite
   */
  public SigningKey signingKeyFromPkcs8(SecretBytes pkcs8) {
    return SigningKey.fromPkcs8(pkcs8);
  }

  /**
   * The verifying key of its raw encoding (RFC 8032, 5.1.2).
   *
   * @throws CloisterException CL-0914 if it is not the canonical encoding of a point of prime order
   */
  public VerifyingKey verifyingKeyFromRaw(Bytes raw) {
    return VerifyingKey.fromRaw(raw);
  }

  /**
   * The verifying key of an X.509 SubjectPublicKeyInfo (RFC 8410).
   *
   * @throws CloisterException CL-0914 if it is not exactly the encoding of a key of this suite
   */
  public VerifyingKey verifyingKeyFromX509(Bytes x509) {
    return VerifyingKey.fromX509(x509);
  }

  /**
   * The agreement key of a 32-byte seed (RFC 7748, section 5). Takes a copy; the caller still
   * closes {@code seed}.
   *
   * @throws CloisterException CL-0914 if the seed has another length
   */
  public AgreementKey agreementKeyFromSeed(SecretBytes seed) {
    return AgreementKey.fromSeed(seed);
  }
}
