package org.cloister.ledger.note;

import java.util.Arrays;
import java.util.Optional;

/** The signature types of C2SP signed-note that count here; lines of others are ignored. */
public enum NoteKeyType {
  /** Ed25519 over the text: the log's own line. */
  LOG(0x01, 64),
  /** A time-stamped witness cosignature, {@code cosignature/v1}. */
  WITNESS(0x04, 8 + 64);

  private final int octet;
  private final int signatureBytes;

  NoteKeyType(int octet, int signatureBytes) {
    this.octet = octet;
    this.signatureBytes = signatureBytes;
  }

  int octet() {
    return octet;
  }

  /** The length of what follows the key ID in a line. */
  int signatureBytes() {
    return signatureBytes;
  }

  static Optional<NoteKeyType> of(int octet) {
    return Arrays.stream(values()).filter(type -> type.octet == octet).findFirst();
  }
}
