package org.cloister.crypto;

import org.bouncycastle.math.ec.rfc7748.X25519Field;

/**
 * Between bytes and numbers modulo 2^255 - 19, as limbs of 25 and 26 bits. The arithmetic is that
 * which the jars of all providers have under one name.
 */
final class ShareField {

  private ShareField() {}

  @SuppressWarnings("deprecation") // bc-fips has it under this name alone
  static int[] decode(byte[] bytes) {
    int[] number = X25519Field.create();
    X25519Field.decode(bytes, 0, number);
    return number;
  }

  /** The one encoding below the modulus; {@code number} may come back in another form. */
  static byte[] encode(int[] number) {
    byte[] bytes = new byte[SecretShares.BYTES];
    X25519Field.normalize(number);
    X25519Field.encode(number, bytes, 0);
    return bytes;
  }
}
