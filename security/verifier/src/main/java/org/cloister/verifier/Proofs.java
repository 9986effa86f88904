package org.cloister.verifier;

import java.util.List;

/** Inclusion and consistency proofs of RFC 6962, checked as RFC 9162 sections 2.1.3.2, 2.1.4.2. */
final class Proofs {
  static final int MAX_HASHES = 63;

  private Proofs() {}

  static boolean includes(Hash leaf, long index, long size, List<Hash> proof, Hash root) {
    if (index < 0 || index >= size) {
      return false;
    }
    long fn = index;
    long sn = size - 1;
    Hash r = leaf;
    for (Hash p : proof) {
      if (sn == 0) {
        return false;
      }
      if ((fn & 1) == 1 || fn == sn) {
        r = Hash.node(p, r);
        while ((fn & 1) == 0 && fn != 0) {
          fn >>= 1;
          sn >>= 1;
        }
      } else {
        r = Hash.node(r, p);
      }
      fn >>= 1;
      sn >>= 1;
    }
    return sn == 0 && r.equals(root);
  }

  static boolean consistent(long old, Hash oldRoot, long size, Hash root, List<Hash> proof) {
    if (old < 0 || old > size) {
      return false;
    }
    if (old == size) {
      return proof.isEmpty() && oldRoot.equals(root);
    }
    if (old == 0) {
      return proof.isEmpty() && oldRoot.equals(Hash.EMPTY_ROOT);
    }
    boolean whole = (old & (old - 1)) == 0;
    if (proof.isEmpty()) {
      return false;
    }
    Hash fr = whole ? oldRoot : proof.get(0);
    Hash sr = fr;
    long fn = old - 1;
    long sn = size - 1;
    while ((fn & 1) == 1) {
      fn >>= 1;
      sn >>= 1;
    }
    for (Hash c : proof.subList(whole ? 0 : 1, proof.size())) {
      if (sn == 0) {
        return false;
      }
      if ((fn & 1) == 1 || fn == sn) {
        fr = Hash.node(c, fr);
        sr = Hash.node(c, sr);
        while ((fn & 1) == 0 && fn != 0) {
          fn >>= 1;
          sn >>= 1;
        }
      } else {
        sr = Hash.node(sr, c);
      }
      fn >>= 1;
      sn >>= 1;
    }
    return sn == 0 && fr.equals(oldRoot) && sr.equals(root);
  }
}
