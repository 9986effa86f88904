package org.cloister.crypto.bouncycastle;

import org.cloister.crypto.provider.CryptoProvider;
import org.cloister.crypto.provider.Ed25519Primitive;
import org.cloister.crypto.provider.P256Primitive;

/** Bouncy Castle, the jar bcprov. */
public final class BouncyCastle implements CryptoProvider {
  private final Ed25519Primitive ed25519 = new BcEd25519();
  private final P256Primitive p256 = new BcP256();

  @Override
  public String name() {
    return "Bouncy Castle (bcprov)";
  }

  @Override
  public boolean approvedOnly() {
    return false;
  }

  @Override
  public String selfTest() {
    return "none of its own";
  }

  @Override
  public Ed25519Primitive ed25519() {
    return ed25519;
  }

  @Override
  public P256Primitive p256() {
    return p256;
  }
}
