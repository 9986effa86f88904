package org.cloister.crypto;

import java.util.Arrays;
import java.util.HexFormat;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;

/**
 * The DER of Ed25519 keys (RFC 8410): always the same bytes before the 32 of the key, so that a
 * comparison reads it, and no other spelling of the same structure is taken.
 */
final class KeyEncoding {
  static final KeyEncoding ED25519_X509 =
      new KeyEncoding("302a300506032b6570032100", "X.509 verifying key");
  static final KeyEncoding ED25519_PKCS8 =
      new KeyEncoding("302e020100300506032b657004220420", "PKCS#8 signing key");

  private static final int KEY_BYTES = 32;

  private final byte[] prefix;
  private final String what;

  private KeyEncoding(String prefix, String what) {
    this.prefix = HexFormat.of().parseHex(prefix);
    this.what = what;
  }

  Bytes wrap(Bytes key) {
    byte[] out = Arrays.copyOf(prefix, prefix.length + KEY_BYTES);
    key.read(0, out, prefix.length, KEY_BYTES);
    return Bytes.of(out);
  }

  Bytes unwrap(Bytes der) {
    byte[] bytes = der.toArray();
    require(bytes);
    return Bytes.of(bytes, prefix.length, KEY_BYTES);
  }

  SecretBytes wrapSecret(byte[] key) {
    byte[] out = Arrays.copyOf(prefix, prefix.length + KEY_BYTES);
    System.arraycopy(key, 0, out, prefix.length, KEY_BYTES);
    return SecretBytes.owning(out);
  }

  SecretBytes unwrapSecret(byte[] der) {
    require(der);
    return SecretBytes.owning(Arrays.copyOfRange(der, prefix.length, der.length));
  }

  private void require(byte[] der) {
    CloisterException.require(
        der.length == prefix.length + KEY_BYTES
            && Arrays.equals(der, 0, prefix.length, prefix, 0, prefix.length),
        ErrorCode.KEY_INVALID,
        "The "
            + what
            + " must be the "
            + (prefix.length + KEY_BYTES)
            + " bytes of an Ed25519 key (RFC 8410), was something else of "
            + der.length
            + " bytes.");
  }
}
