package org.cloister.ledger.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.cloister.ledger.Vectors;
import org.junit.jupiter.api.Test;

class TreeVectorTests {
  private static final JsonNode TREE = Vectors.of("tree");
  private static final List<byte[]> LEAVES = leaves();

  private static List<byte[]> leaves() {
    List<byte[]> leaves = new ArrayList<>();
    TreeHasher hasher = new TreeHasher();
    for (int i = 0; i < 1000; i++) {
      leaves.add(hasher.leaf(("ledger test leaf " + i + "\n").getBytes(StandardCharsets.UTF_8)));
    }
    return leaves;
  }

  private static TileTree tree(int size) {
    return new TileTree(new MemoryTiles(LEAVES.subList(0, size)), size);
  }

  @Test
  void root_referenceTree_isThePublishedOne() {
    JsonNode reference = Vectors.of("ct_reference_tree");
    List<byte[]> leaves = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      byte[] input = HexFormat.of().parseHex(reference.get("leaf_inputs_hex").get(i).asText());
      leaves.add(new TreeHasher().leaf(input));
      assertEquals(
          Vectors.digest(reference.get("roots_by_size_1_to_8").get(i)),
          new TileTree(new MemoryTiles(leaves), leaves.size()).root());
    }
  }

  @Test
  void hashes_ofLeavesNodesAndRoots_areTheVectors() {
    TREE.get("leaf_hashes")
        .properties()
        .forEach(
            leaf ->
                assertEquals(
                    Vectors.digest(leaf.getValue()),
                    TreeHasher.digest(LEAVES.get(Integer.parseInt(leaf.getKey())))));
    for (JsonNode node : TREE.get("node_hashes")) {
      int lo = node.get("lo").asInt();
      int hi = node.get("hi").asInt();
      assertEquals(
          Vectors.digest(node.get("hash")),
          new TileTree(new MemoryTiles(LEAVES.subList(lo, hi)), hi - lo).root());
    }
    for (JsonNode root : TREE.get("roots")) {
      assertEquals(Vectors.digest(root.get("root")), tree(root.get("size").asInt()).root());
    }
    assertEquals(Vectors.digest(TREE.get("empty_root")), tree(0).root());
  }

  @Test
  void inclusion_everyVector_isMadeAndVerifies() {
    for (JsonNode vector : TREE.get("inclusion_proofs")) {
      int index = vector.get("index").asInt();
      TileTree tree = tree(vector.get("size").asInt());
      InclusionProof proof = tree.inclusion(index);
      assertEquals(Vectors.digests(vector.get("proof")), proof.hashes());
      assertTrue(proof.verifies(TreeHasher.digest(LEAVES.get(index)), tree.root()));
    }
  }

  @Test
  void consistency_everyVector_isMadeAndVerifies() {
    for (JsonNode vector : TREE.get("consistency_proofs")) {
      int old = vector.get("old").asInt();
      TileTree tree = tree(vector.get("new").asInt());
      ConsistencyProof proof = tree.consistency(old);
      assertEquals(Vectors.digests(vector.get("proof")), proof.hashes());
      assertTrue(proof.verifies(tree(old).root(), tree.root()));
    }
  }

  @Test
  void verifies_mustBeRejected_is() {
    for (JsonNode vector : Vectors.of("must_be_rejected")) {
      String why = vector.get("why").asText();
      if (vector.get("kind").asText().equals("inclusion")) {
        assertFalse(
            new InclusionProof(
                    vector.get("index").asLong(),
                    vector.get("size").asLong(),
                    Vectors.digests(vector.get("proof")))
                .verifies(Vectors.digest(vector.get("leaf")), Vectors.digest(vector.get("root"))),
            why);
      } else {
        assertFalse(
            new ConsistencyProof(
                    vector.get("old").asLong(),
                    vector.get("new").asLong(),
                    Vectors.digests(vector.get("proof")))
                .verifies(
                    Vectors.digest(vector.get("old_root")), Vectors.digest(vector.get("new_root"))),
            why);
      }
    }
  }
}
