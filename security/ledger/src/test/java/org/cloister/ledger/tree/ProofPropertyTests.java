package org.cloister.ledger.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.cloister.model.Digest;
import org.junit.jupiter.api.Test;

/** Random trees, against the definition; and that no other index, size, hash or root verifies. */
class ProofPropertyTests {
  private static final long SEED = 20261121;

  private final SplittableRandom random = new SplittableRandom(SEED);

  private List<byte[]> leaves(int count) {
    List<byte[]> leaves = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] leaf = new byte[32];
      random.nextBytes(leaf);
      leaves.add(leaf);
    }
    return leaves;
  }

  @Test
  void inclusion_randomTrees_isTheDefinitionAndNothingElseVerifies() {
    for (int run = 0; run < 60; run++) {
      int size = 1 + random.nextInt(run < 50 ? 40 : 700);
      List<byte[]> leaves = leaves(size);
      int index = random.nextInt(size);
      TileTree tree = new TileTree(new MemoryTiles(leaves), size);
      InclusionProof proof = tree.inclusion(index);
      String what = "seed " + SEED + ", run " + run;
      Digest leaf = TreeHasher.digest(leaves.get(index));
      assertEquals(NaiveTree.path(index, leaves), proof.hashes(), what);
      assertEquals(NaiveTree.root(leaves), tree.root(), what);
      assertTrue(proof.verifies(leaf, tree.root()), what);
      for (int other = 0; other < size; other++) {
        assertEquals(
            other == index,
            new InclusionProof(other, size, proof.hashes()).verifies(leaf, tree.root()),
            what);
      }
      for (List<Digest> wrong : altered(proof.hashes())) {
        assertFalse(new InclusionProof(index, size, wrong).verifies(leaf, tree.root()), what);
      }
    }
  }

  @Test
  void consistency_randomTrees_isTheDefinitionAndNothingElseVerifies() {
    for (int run = 0; run < 60; run++) {
      int size = 2 + random.nextInt(run < 50 ? 40 : 700);
      int old = 1 + random.nextInt(size - 1);
      List<byte[]> leaves = leaves(size);
      TileTree tree = new TileTree(new MemoryTiles(leaves), size);
      Digest oldRoot = NaiveTree.root(leaves.subList(0, old));
      ConsistencyProof proof = tree.consistency(old);
      String what = "seed " + SEED + ", run " + run;
      assertEquals(NaiveTree.proof(old, leaves), proof.hashes(), what);
      assertTrue(proof.verifies(oldRoot, tree.root()), what);
      assertFalse(proof.verifies(tree.root(), oldRoot), what);
      assertFalse(proof.verifies(NaiveTree.root(leaves.subList(0, old - 1)), tree.root()), what);
      for (List<Digest> wrong : altered(proof.hashes())) {
        assertFalse(new ConsistencyProof(old, size, wrong).verifies(oldRoot, tree.root()), what);
      }
    }
  }

  @Test
  void consistency_emptyTree_needsItsOwnRootAndNoHashes() {
    Digest empty = TreeHasher.digest(TreeHasher.emptyRoot());
    Digest some = Digest.of("some");
    assertTrue(new ConsistencyProof(0, 5, List.of()).verifies(empty, some));
    assertFalse(new ConsistencyProof(0, 5, List.of()).verifies(some, some));
    assertFalse(new ConsistencyProof(0, 5, List.of(some)).verifies(empty, some));
    assertTrue(new ConsistencyProof(0, 0, List.of()).verifies(empty, empty));
    assertFalse(new ConsistencyProof(0, 0, List.of()).verifies(some, some));
    assertFalse(new ConsistencyProof(3, 5, List.of()).verifies(some, some));
    assertFalse(new ConsistencyProof(-1, 5, List.of()).verifies(some, some));
    assertFalse(new InclusionProof(0, 0, List.of()).verifies(some, some));
    assertFalse(new InclusionProof(-1, 3, List.of()).verifies(some, some));
    assertFalse(
        new InclusionProof(Long.MAX_VALUE - 1, Long.MAX_VALUE, List.of(some)).verifies(some, some));
  }

  private List<List<Digest>> altered(List<Digest> hashes) {
    List<List<Digest>> all = new ArrayList<>();
    for (int i = 0; i < hashes.size(); i++) {
      List<Digest> flipped = new ArrayList<>(hashes);
      byte[] bytes = hashes.get(i).toBytes();
      bytes[random.nextInt(32)] ^= (byte) (1 << random.nextInt(8));
      flipped.set(i, TreeHasher.digest(bytes));
      all.add(flipped);
      List<Digest> missing = new ArrayList<>(hashes);
      missing.remove(i);
      all.add(missing);
    }
    List<Digest> more = new ArrayList<>(hashes);
    more.add(Digest.of("more"));
    all.add(more);
    return all;
  }
}
