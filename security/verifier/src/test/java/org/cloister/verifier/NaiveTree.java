package org.cloister.verifier;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

/** RFC 6962 section 2.1 word for word: recursive, and nothing shared with the verifier. */
final class NaiveTree {
  private NaiveTree() {}

  static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  static byte[] leaf(byte[] entry) {
    return sha256(ByteBuffer.allocate(entry.length + 1).put((byte) 0).put(entry).array());
  }

  static byte[] root(List<byte[]> leaves) {
    if (leaves.isEmpty()) {
      return sha256(new byte[0]);
    }
    if (leaves.size() == 1) {
      return leaves.get(0);
    }
    int k = split(leaves.size());
    return node(root(leaves.subList(0, k)), root(leaves.subList(k, leaves.size())));
  }

  static List<byte[]> path(int index, List<byte[]> leaves) {
    List<byte[]> path = new ArrayList<>();
    if (leaves.size() > 1) {
      int k = split(leaves.size());
      List<byte[]> left = leaves.subList(0, k);
      List<byte[]> right = leaves.subList(k, leaves.size());
      path.addAll(index < k ? path(index, left) : path(index - k, right));
      path.add(root(index < k ? right : left));
    }
    return path;
  }

  static List<byte[]> consistency(int old, List<byte[]> leaves) {
    return consistency(old, leaves, true);
  }

  private static List<byte[]> consistency(int old, List<byte[]> leaves, boolean known) {
    List<byte[]> proof = new ArrayList<>();
    if (old == leaves.size()) {
      if (!known) {
        proof.add(root(leaves));
      }
      return proof;
    }
    int k = split(leaves.size());
    List<byte[]> left = leaves.subList(0, k);
    List<byte[]> right = leaves.subList(k, leaves.size());
    if (old <= k) {
      proof.addAll(consistency(old, left, known));
      proof.add(root(right));
    } else {
      proof.addAll(consistency(old - k, right, false));
      proof.add(root(left));
    }
    return proof;
  }

  static byte[] node(byte[] left, byte[] right) {
    return sha256(ByteBuffer.allocate(65).put((byte) 1).put(left).put(right).array());
  }

  private static int split(int size) {
    return Integer.highestOneBit(size - 1);
  }
}
