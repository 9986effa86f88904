package org.cloister.ledger.tree;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.cloister.model.Digest;

/** RFC 6962, 2.1, word by word and slow. */
public final class NaiveTree {

  private NaiveTree() {}

  public static Digest root(List<byte[]> leafHashes) {
    return new Digest(HexFormat.of().formatHex(mth(leafHashes)));
  }

  private static byte[] mth(List<byte[]> d) {
    var sha = Digest.sha256();
    if (d.isEmpty()) {
      return sha.digest();
    }
    if (d.size() == 1) {
      return d.get(0);
    }
    int k = k(d.size());
    sha.update((byte) 1);
    sha.update(mth(d.subList(0, k)));
    sha.update(mth(d.subList(k, d.size())));
    return sha.digest();
  }

  public static byte[] leaf(byte[] entry) {
    var sha = Digest.sha256();
    sha.update((byte) 0);
    return sha.digest(entry);
  }

  static List<Digest> path(int m, List<byte[]> d) {
    if (d.size() == 1) {
      return List.of();
    }
    int k = k(d.size());
    List<Digest> out = new ArrayList<>();
    if (m < k) {
      out.addAll(path(m, d.subList(0, k)));
      out.add(root(d.subList(k, d.size())));
    } else {
      out.addAll(path(m - k, d.subList(k, d.size())));
      out.add(root(d.subList(0, k)));
    }
    return out;
  }

  static List<Digest> proof(int m, List<byte[]> d) {
    return m == 0 || m == d.size() ? List.of() : subproof(m, d, true);
  }

  private static List<Digest> subproof(int m, List<byte[]> d, boolean b) {
    if (m == d.size()) {
      return b ? List.of() : List.of(root(d));
    }
    int k = k(d.size());
    List<Digest> out = new ArrayList<>();
    if (m <= k) {
      out.addAll(subproof(m, d.subList(0, k), b));
      out.add(root(d.subList(k, d.size())));
    } else {
      out.addAll(subproof(m - k, d.subList(k, d.size()), false));
      out.add(root(d.subList(0, k)));
    }
    return out;
  }

  private static int k(int n) {
    int k = 1;
    while (2 * k < n) {
      k *= 2;
    }
    return k;
  }
}
