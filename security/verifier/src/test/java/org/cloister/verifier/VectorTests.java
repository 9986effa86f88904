package org.cloister.verifier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The known answers of the format, computed by other programs. */
class VectorTests {
  private static JsonNode vectors;

  @BeforeAll
  static void readVectors() throws IOException {
    String shared = System.getenv("CLOISTER_SHARED");
    Assumptions.assumeTrue(shared != null, "CLOISTER_SHARED does not name the known answers");
    Path file = Path.of(shared, "vectors", "ledger_vectors.json");
    vectors = new ObjectMapper().readTree(file.toFile());
  }

  @Test
  void proofs_ofTheVectors_holdAndAlteredOnesDoNot() throws Refused {
    JsonNode tree = vectors.get("tree");
    for (JsonNode v : tree.get("inclusion_proofs")) {
      String leaf = tree.get("leaf_hashes").path(v.get("index").asText()).asText();
      if (!leaf.isEmpty()) {
        Hash root = root(v.get("size").asLong());
        assertTrue(
            Proofs.includes(
                hash(leaf), v.get("index").asLong(), v.get("size").asLong(), proof(v), root));
      }
    }
    for (JsonNode v : tree.get("consistency_proofs")) {
      long old = v.get("old").asLong();
      long size = v.get("new").asLong();
      assertTrue(Proofs.consistent(old, root(old), size, root(size), proof(v)));
    }
    for (JsonNode v : vectors.get("must_be_rejected")) {
      assertFalse(
          v.get("kind").asText().equals("inclusion")
              ? Proofs.includes(
                  hash(v.get("leaf").asText()),
                  v.get("index").asLong(),
                  v.get("size").asLong(),
                  proof(v),
                  hash(v.get("root").asText()))
              : Proofs.consistent(
                  v.get("old").asLong(),
                  hash(v.get("old_root").asText()),
                  v.get("new").asLong(),
                  hash(v.get("new_root").asText()),
                  proof(v)),
          v.get("why").asText());
    }
  }

  @Test
  void history_ofTheVectorsLeaves_hasTheirRootsAtEverySize() throws Refused {
    Findings findings = new Findings();
    LogFolder nowhere = new LogFolder(Path.of("no-such-folder"));
    History history = new History(nowhere, new TileCheck(nowhere, findings));
    for (int i = 0; i <= 1000; i++) {
      for (JsonNode v : vectors.get("tree").get("roots")) {
        if (v.get("size").asInt() == i) {
          assertEquals(hash(v.get("root").asText()), history.root(i), "size " + i);
          assertEquals(v.get("root_b64").asText(), root(i).base64());
        }
      }
      byte[] leaf = ("ledger test leaf " + i + "\n").getBytes(StandardCharsets.UTF_8);
      history.add(Hash.leaf(leaf, 0, leaf.length));
    }
  }

  @Test
  void tilePaths_ofTheVectors_areTheirs() {
    vectors
        .get("tiles")
        .get("index_paths")
        .properties()
        .forEach(
            v ->
                assertEquals(
                    "tile/0/" + v.getValue().asText(), TilePath.of(0, Long.parseLong(v.getKey()))));
    assertEquals("tile/entries/x001/000", TilePath.of(TilePath.ENTRIES, 1000));
  }

  @Test
  void checkpoints_ofTheVectors_areSignedAndCosigned() throws BadUsage {
    JsonNode keys = vectors.get("notes").get("keys");
    List<Vkey> vkeys = new ArrayList<>();
    for (JsonNode key : keys) {
      vkeys.add(Vkey.parse(key.get("vkey").asText()));
    }
    Policy policy = Policy.ofKeys(vkeys);
    for (JsonNode v : vectors.get("notes").get("checkpoints")) {
      Findings findings = new Findings();
      byte[] note = v.get("note").asText().getBytes(StandardCharsets.UTF_8);
      SignedHead head = SignedHead.check(note, policy, findings, "");
      assertEquals(v.get("size").asLong(), head.checkpoint().size());
      assertTrue(policy.quorum().isMetBy(head.cosigners()));
      assertEquals(v.get("cosign_time").asLong(), head.newest());
      assertEquals(Verdict.VERIFIED, findings.verdict());
    }
  }

  @Test
  void note_publishedByC2sp_isSigned() throws BadUsage, Refused {
    JsonNode example = vectors.get("notes").get("c2sp_published_example");
    Vkey key = Vkey.parse(example.get("vkey").asText());
    Note note = Note.parse(example.get("note").asText().getBytes(StandardCharsets.UTF_8));
    assertEquals(key.id(), note.lines().get(0).keyId());
    assertTrue(
        key.verifies(note.text().getBytes(StandardCharsets.UTF_8), note.lines().get(0).bytes()));
  }

  @Test
  void chainedEntries_haveTheirHashesAndRoot() throws Refused {
    JsonNode chain = vectors.get("chained_entries");
    List<byte[]> leaves = new ArrayList<>();
    String prev = "0".repeat(64);
    for (JsonNode v : chain.get("entries")) {
      byte[] bytes = v.get("bytes_utf8").asText().getBytes(StandardCharsets.UTF_8);
      assertEquals(prev, Entry.parse(bytes, 0, bytes.length).prev());
      prev = Hash.leaf(bytes, 0, bytes.length).hex();
      assertEquals(v.get("leaf_hash").asText(), prev);
      leaves.add(NaiveTree.leaf(bytes));
    }
    String root = HexFormat.of().formatHex(NaiveTree.root(leaves));
    assertEquals(chain.get("root").asText(), root);
  }

  @Test
  void json_restrictedIsReadAndEverythingElseRefused() throws Refused {
    for (JsonNode v : vectors.get("restricted_jcs").get("accept")) {
      byte[] bytes = v.get("bytes_utf8").asText().getBytes(StandardCharsets.UTF_8);
      assertEquals(bytes.length, StrictJson.object(bytes, 0, bytes.length).to());
    }
    for (JsonNode v : vectors.get("restricted_jcs").get("reject")) {
      refused(v.get("json").asText().getBytes(StandardCharsets.UTF_8), v.get("why").asText());
    }
    for (JsonNode v : vectors.get("jcs").get("objects")) {
      byte[] bytes = HexFormat.of().parseHex(v.get("canonical_hex").asText());
      if (v.get("name").asText().equals("unicode")) {
        assertEquals(bytes.length, StrictJson.object(bytes, 0, bytes.length).to());
      } else {
        refused(bytes, v.get("name").asText());
      }
    }
  }

  private static void refused(byte[] bytes, String why) {
    assertThrows(Refused.class, () -> StrictJson.object(bytes, 0, bytes.length), why);
  }

  private static Hash root(long size) {
    List<byte[]> leaves = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      leaves.add(NaiveTree.leaf(("ledger test leaf " + i + "\n").getBytes(StandardCharsets.UTF_8)));
    }
    return Hash.at(NaiveTree.root(leaves), 0);
  }

  private static Hash hash(String hex) throws Refused {
    return Hash.fromHex(hex, Code.PROOF_INVALID);
  }

  private static List<Hash> proof(JsonNode v) throws Refused {
    List<Hash> proof = new ArrayList<>();
    for (JsonNode hash : v.get("proof")) {
      proof.add(hash(hash.asText()));
    }
    return proof;
  }
}
