package org.cloister.ledger.note;

import java.util.Arrays;
import java.util.Optional;
import org.cloister.crypto.CryptoSuite;
import org.cloister.crypto.SignatureAlgorithm;
import org.cloister.crypto.VerifyingKey;
import org.cloister.model.Bytes;

/** The signature types of C2SP signed-note that count here; lines of others are ignored. */
public enum NoteKeyType {
  /** Ed25519 over the text: the log's own line. */
  LOG(0x01, 0, SignatureAlgorithm.ED25519),

  /** A time-stamped witness cosignature, {@code cosignature/v1}. */
  WITNESS(0x04, Cosignatures.TIME_BYTES, SignatureAlgorithm.ED25519),

  /**
   * ML-DSA-44 over {@code subtree/v1}, the name of who signs, a time and the head (C2SP
   * tlog-cosignature): a log's second line, or a witness's.
   */
  COSIGNER_ML_DSA_44(0x06, Cosignatures.TIME_BYTES, SignatureAlgorithm.ML_DSA_44);

  private final int octet;
  private final int timeBytes;
  private final SignatureAlgorithm algorithm;

  NoteKeyType(int octet, int timeBytes, SignatureAlgorithm algorithm) {
    this.octet = octet;
    this.timeBytes = timeBytes;
    this.algorithm = algorithm;
  }

  int octet() {
    return octet;
  }

  /** What keys of this type sign with. */
  SignatureAlgorithm algorithm() {
    return algorithm;
  }

  /** The length of what follows the key ID in a line. */
  int signatureBytes() {
    return timeBytes + algorithm.signatureBytes();
  }

  /** The key of its raw bytes, refused with CL-0914 if they are not one. */
  VerifyingKey key(Bytes raw) {
    return this == COSIGNER_ML_DSA_44
        ? VerifyingKey.mlDsa44(raw)
        : CryptoSuite.STANDARD.verifyingKeyFromRaw(raw);
  }

  static Optional<NoteKeyType> of(int octet) {
    return Arrays.stream(values()).filter(type -> type.octet == octet).findFirst();
  }
}
