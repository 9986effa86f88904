package org.cloister.ledger.tree;

import java.util.HexFormat;
import org.cloister.crypto.Sha256;
import org.cloister.model.Digest;

/**
 * The two hashes of RFC 6962, 2.1: leaves and inner nodes begin with different bytes, so that
 * neither can be passed off as the other. One thread at a time.
 */
public final class TreeHasher {
  private final Sha256 sha = new Sha256();

  /** SHA-256(0x00 || entry). */
  public byte[] leaf(byte[] entry) {
    return sha.add(0x00).add(entry).finish();
  }

  /** SHA-256(0x01 || left || right). */
  public byte[] node(byte[] left, byte[] right) {
    return sha.add(0x01).add(left).add(right).finish();
  }

  /** The root of the tree without leaves, SHA-256(""). */
  public static byte[] emptyRoot() {
    return Sha256.of(new byte[0]);
  }

  /** The hash of an entry as a value. */
  public static Digest leafDigest(byte[] entry) {
    return digest(new TreeHasher().leaf(entry));
  }

  /** Thirty-two bytes as a value. */
  public static Digest digest(byte[] hash) {
    return new Digest(HexFormat.of().formatHex(hash));
  }
}
