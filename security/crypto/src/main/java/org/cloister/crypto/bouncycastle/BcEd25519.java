package org.cloister.crypto.bouncycastle;

import java.util.Optional;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.cloister.crypto.provider.Ed25519Primitive;

final class BcEd25519 implements Ed25519Primitive {

  @Override
  public byte[] publicKey(byte[] seed) {
    byte[] key = new byte[Ed25519.PUBLIC_KEY_SIZE];
    Ed25519.generatePublicKey(seed, 0, key, 0);
    return key;
  }

  @Override
  public byte[] sign(byte[] seed, byte[] publicKey, byte[] message) {
    byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
    Ed25519.sign(seed, 0, publicKey, 0, message, 0, message.length, signature, 0);
    return signature;
  }

  @Override
  public Optional<Key> key(byte[] raw) {
    return Optional.ofNullable(Ed25519.validatePublicKeyFullExport(raw, 0))
        .map(point -> (m, signature) -> Ed25519.verify(signature, 0, point, m, 0, m.length));
  }

  @Override
  public boolean isPoint(byte[] bytes) {
    return Ed25519.validatePublicKeyFull(bytes, 0);
  }
}
