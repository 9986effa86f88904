package org.cloister.crypto;

import org.bouncycastle.math.ec.rfc7748.X25519Field;

/** Between bytes and numbers modulo 2^255 - 19, as limbs of 25 and 26 bits. */
final class ShareField {

  private ShareField() {}

  static int[] decode(byte[] bytes) {
    int[] number = X25519Field.create();
    X25519Field.decode255(bytes, number);
    return number;
  }

  /** The one encoding below the modulus; {@code number} may come back in another form. */
  static byte[] encode(int[] number) {
    byte[] bytes = new byte[SecretShares.BYTES];
    X25519Field.normalize(number);
    X25519Field.encode(number, bytes);
    return bytes;
  }
}
