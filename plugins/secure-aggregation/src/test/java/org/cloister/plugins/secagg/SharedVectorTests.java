package org.cloister.plugins.secagg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.cloister.crypto.MaskStream;
import org.cloister.crypto.SecretBytes;
import org.cloister.model.IntVector;
import org.junit.jupiter.api.Test;

/** The toy round of the shared vectors, which another program computed: one of four drops out. */
class SharedVectorTests {

  @Test
  void masks_toyRoundWithADropout_giveItsVectorsAndItsSum() throws IOException {
    String shared = System.getenv("CLOISTER_SHARED");
    assumeTrue(shared != null, "CLOISTER_SHARED does not name the folder with the shared vectors");
    Path file = Path.of(shared, "vectors", "secagg_vectors.json");
    assumeTrue(Files.exists(file), "the folder in CLOISTER_SHARED has no secagg_vectors.json");
    JsonNode round = new ObjectMapper().readTree(Files.readAllBytes(file)).get("toy_round");
    List<IntVector> survivors = new ArrayList<>();
    Masks left = new Masks(32);
    for (int site = 1; site <= 4; site++) {
      Residues plain = residues(round.get("inputs").get("" + site));
      Masks masks = new Masks(32);
      masks.add(stream(round.get("self_seeds").get("" + site)));
      for (int other = 1; other <= 4; other++) {
        if (other > site) {
          masks.add(stream(round.get("pair_seeds").get(site + "-" + other)));
        } else if (other < site) {
          masks.subtract(stream(round.get("pair_seeds").get(other + "-" + site)));
        }
      }
      Residues masked = new Residues(32, Residues.of(new MaskedVector(plain, masks)));
      assertEquals(residues(round.get("masked").get("" + site)), masked);
      if (site != 3) {
        survivors.add(masked);
        left.subtract(stream(round.get("self_seeds").get("" + site)));
      }
    }
    left.subtract(stream(round.get("pair_seeds").get("1-3")));
    left.subtract(stream(round.get("pair_seeds").get("2-3")));
    left.add(stream(round.get("pair_seeds").get("3-4")));
    Residues expected = residues(round.get("aggregate"));
    UnmaskedSum sum = new UnmaskedSum(survivors, left, expected.length(), 32);
    assertEquals(expected, new Residues(32, Residues.of(sum)));
  }

  private static MaskStream stream(JsonNode seed) {
    try (SecretBytes key = SecretBytes.owning(HexFormat.of().parseHex(seed.asText()))) {
      return new MaskStream(key);
    }
  }

  private static Residues residues(JsonNode values) {
    long[] residues = new long[values.size()];
    for (int i = 0; i < residues.length; i++) {
      residues[i] = values.get(i).asLong();
    }
    return new Residues(32, residues);
  }
}
