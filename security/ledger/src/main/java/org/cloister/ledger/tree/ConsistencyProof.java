package org.cloister.ledger.tree;

import java.util.ArrayList;
import java.util.List;
import org.cloister.model.Digest;

/**
 * That a tree continues an older one (RFC 6962, 2.1.2).
 *
 * @param oldSize the older tree's number of leaves
 * @param newSize the newer tree's number of leaves
 * @param hashes none if the sizes are equal or the older tree is empty
 */
public record ConsistencyProof(long oldSize, long newSize, List<Digest> hashes) {

  /** Copies the hashes. */
  public ConsistencyProof {
    hashes = List.copyOf(hashes);
  }

  /** Whether this shows that {@code newRoot} continues {@code oldRoot} (RFC 9162, 2.1.4.2). */
  public boolean verifies(Digest oldRoot, Digest newRoot) {
    if (oldSize < 0 || oldSize > newSize) {
      return false;
    }
    if (oldSize == newSize) {
      return hashes.isEmpty() && oldRoot.equals(newRoot) && (newSize > 0 || isEmptyRoot(newRoot));
    }
    if (oldSize == 0) {
      return hashes.isEmpty() && isEmptyRoot(oldRoot);
    }
    List<Digest> path = new ArrayList<>(hashes);
    if (Long.bitCount(oldSize) == 1) {
      path.add(0, oldRoot);
    }
    if (path.isEmpty()) {
      return false;
    }
    return follow(path, oldRoot, newRoot);
  }

  private boolean follow(List<Digest> path, Digest oldRoot, Digest newRoot) {
    TreeHasher hasher = new TreeHasher();
    long fn = oldSize - 1;
    long sn = newSize - 1;
    while ((fn & 1) == 1) {
      fn >>= 1;
      sn >>= 1;
    }
    byte[] fr = path.get(0).toBytes();
    byte[] sr = fr;
    for (Digest next : path.subList(1, path.size())) {
      if (sn == 0) {
        return false;
      }
      byte[] hash = next.toBytes();
      if ((fn & 1) == 1 || fn == sn) {
        fr = hasher.node(hash, fr);
        sr = hasher.node(hash, sr);
        while ((fn & 1) == 0 && fn != 0) {
          fn >>= 1;
          sn >>= 1;
        }
      } else {
        sr = hasher.node(sr, hash);
      }
      fn >>= 1;
      sn >>= 1;
    }
    return sn == 0
        && TreeHasher.digest(fr).equals(oldRoot)
        && TreeHasher.digest(sr).equals(newRoot);
  }

  private static boolean isEmptyRoot(Digest root) {
    return root.equals(TreeHasher.digest(TreeHasher.emptyRoot()));
  }
}
