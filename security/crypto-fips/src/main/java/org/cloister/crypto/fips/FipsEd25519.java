package org.cloister.crypto.fips;

import java.util.Optional;
import org.bouncycastle.crypto.Algorithm;
import org.bouncycastle.crypto.asymmetric.AsymmetricEdDSAPrivateKey;
import org.bouncycastle.crypto.asymmetric.AsymmetricEdDSAPublicKey;
import org.bouncycastle.crypto.fips.FipsEdEC;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.cloister.crypto.provider.Ed25519Primitive;

/** EdDSA of FIPS 186-5. That points are of prime order is checked of public bytes beside it. */
final class FipsEd25519 implements Ed25519Primitive {
  private static final Algorithm ALGORITHM = FipsEdEC.Ed25519.getAlgorithm();

  @Override
  public byte[] publicKey(byte[] seed) {
    return FipsEdEC.computePublicData(ALGORITHM, seed);
  }

  @Override
  public byte[] sign(byte[] seed, byte[] publicKey, byte[] message) {
    AsymmetricEdDSAPrivateKey key =
        new AsymmetricEdDSAPrivateKey(ALGORITHM, seed.clone(), publicKey.clone());
    try {
      return Signing.signed(
          new FipsEdEC.EdDSAOperatorFactory().createSigner(key, FipsEdEC.Ed25519), message);
    } finally {
      key.destroy();
    }
  }

  @Override
  public Optional<Key> key(byte[] raw) {
    if (!isPoint(raw)) {
      return Optional.empty();
    }
    AsymmetricEdDSAPublicKey key = new AsymmetricEdDSAPublicKey(ALGORITHM, raw);
    return Optional.of(
        (message, signature) ->
            Signing.holds(
                new FipsEdEC.EdDSAOperatorFactory().createVerifier(key, FipsEdEC.Ed25519),
                message,
                signature));
  }

  @Override
  public boolean isPoint(byte[] bytes) {
    return Ed25519.validatePublicKeyFull(bytes, 0);
  }
}
