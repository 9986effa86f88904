package org.cloister.ledger.tree;

import java.util.List;
import org.cloister.model.Digest;

/**
 * That a leaf is in a tree (RFC 6962, 2.1.1). It proves nothing before the tree's root was taken
 * from a checkpoint whose signature holds.
 *
 * @param index the leaf's position, from 0
 * @param size the tree's number of leaves
 * @param hashes from the leaf's sibling up
 */
public record InclusionProof(long index, long size, List<Digest> hashes) {

  /** Copies the hashes. */
  public InclusionProof {
    hashes = List.copyOf(hashes);
  }

  /** Whether this leads from {@code leaf} to {@code root} (RFC 9162, 2.1.3.2). */
  public boolean verifies(Digest leaf, Digest root) {
    if (index < 0 || index >= size) {
      return false;
    }
    TreeHasher hasher = new TreeHasher();
    long fn = index;
    long sn = size - 1;
    byte[] hash = leaf.toBytes();
    for (Digest sibling : hashes) {
      if (sn == 0) {
        return false;
      }
      if ((fn & 1) == 1 || fn == sn) {
        hash = hasher.node(sibling.toBytes(), hash);
        while ((fn & 1) == 0 && fn != 0) {
          fn >>= 1;
          sn >>= 1;
        }
      } else {
        hash = hasher.node(hash, sibling.toBytes());
      }
      fn >>= 1;
      sn >>= 1;
    }
    return sn == 0 && TreeHasher.digest(hash).equals(root);
  }
}
