package org.cloister.crypto.provider;

import java.util.Optional;

/** Ed25519 (RFC 8032, pure, no context); seeds and keys have 32 bytes, signatures 64. */
public interface Ed25519Primitive {

  /** A key that was checked. */
  interface Key {
    /** Whether it is a signature, as RFC 8032, 5.1.7 says, with S below the order. */
    boolean verifies(byte[] message, byte[] signature);
  }

  /** The public key of a seed. */
  byte[] publicKey(byte[] seed);

  /** The signature with a seed and the public key that belongs to it. */
  byte[] sign(byte[] seed, byte[] publicKey, byte[] message);

  /** The key of 32 bytes; empty unless they pass {@link #isPoint}. */
  Optional<Key> key(byte[] raw);

  /** Whether the first 32 bytes are a canonical encoding of a point of prime order. */
  boolean isPoint(byte[] bytes);
}
