package org.cloister.crypto;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Known answers in the folder that CLOISTER_SHARED names; without it their tests are skipped. */
final class SharedVectors {

  private SharedVectors() {}

  static JsonNode read(String name) throws IOException {
    String shared = System.getenv("CLOISTER_SHARED");
    assumeTrue(shared != null, "CLOISTER_SHARED does not name the folder with the shared vectors");
    Path file = Path.of(shared, "vectors", name);
    assumeTrue(Files.exists(file), "the folder in CLOISTER_SHARED has no " + name);
    return new ObjectMapper().readTree(Files.readAllBytes(file));
  }

  /** The groups of one of Project Wycheproof's files (Apache-2.0). */
  static List<JsonNode> wycheproof(String name) throws IOException {
    List<JsonNode> groups = new ArrayList<>();
    read("wycheproof/" + name + "_test.json").get("testGroups").forEach(groups::add);
    return groups;
  }

  static byte[] hex(JsonNode node) {
    return HexFormat.of().parseHex(node.asText());
  }

  static String what(JsonNode test) {
    return test.get("tcId").asText() + " " + test.get("comment").asText();
  }
}
