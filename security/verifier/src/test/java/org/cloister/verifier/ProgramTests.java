package org.cloister.verifier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line: verbs, options, formats, exit codes. */
class ProgramTests {
  @TempDir Path dir;

  private final LogMaker log = LogMaker.round();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private String folder = "";
  private String policy = "";

  @BeforeEach
  void writeLog() throws IOException {
    folder = log.write(dir.resolve("log"), 5, 7).toString();
    policy = write("policy", LogMaker.policyText("both"));
  }

  @Test
  void run_honestLog_isVerifiedInEveryFormat() throws IOException {
    assertEquals(0, run(folder, "--policy", policy));
    assertTrue(text().startsWith("VERIFIED"));
    assertEquals(0, run(folder, "--policy=" + policy, "--format", "json"));
    JsonNode json = new ObjectMapper().readTree(out.toByteArray());
    assertEquals("VERIFIED", json.get("verdict").asText());
    assertEquals(7, json.get("checked").get("entries in chain and tree").asInt());
    assertTrue(json.get("notChecked").size() > 3);
    assertEquals(0, run(folder, "--policy", policy, "--format", "html"));
    assertTrue(text().contains("<span class=\"VERIFIED\">"));
  }

  @Test
  void run_badLog_exits6AndMissingTile10AndUsage2() throws IOException {
    Files.delete(dir.resolve("log/tile/0/000.p/7"));
    assertEquals(10, run(folder, "--policy", policy));
    LogMaker.put(dir.resolve("log"), "tile/0/000.p/7", new byte[7 * 32]);
    assertEquals(6, run(folder, "--policy", policy, "--format", "json"));
    assertTrue(text().contains("TILE_MISMATCH"));
    assertEquals(2, run());
    assertEquals(2, run(folder));
    assertEquals(2, run(folder, "--policy"));
    assertEquals(2, run(folder, "--policy", policy, "--nonsense", "1"));
    assertEquals(2, run(folder, "--policy", policy, "--format", "pdf"));
    assertEquals(2, run(folder, "--policy", policy, "--max-age", "soon"));
    assertEquals(2, run(folder, "--policy", policy, "--entry", policy));
    assertEquals(2, run(folder + "/nowhere", "--policy", policy));
    assertEquals(2, run(policy, "--policy", policy));
    assertEquals(0, run("--help"));
  }

  @Test
  void run_hostileNames_cannotLeaveTheReport() throws IOException {
    LogMaker.put(dir.resolve("log"), "<script>alert(1)</script>\u001b[2J\u00e9", new byte[0]);
    assertEquals(0, run(folder, "--policy", policy, "--format", "html"));
    assertFalse(text().contains("<script>"));
    assertFalse(text().contains("\u001b"));
  }

  @Test
  void run_keysAlone_askForEveryWitness() throws IOException {
    String logKey = write("log.vkey", LogMaker.LOG.vkey() + "\n");
    String w1 = write("w1.vkey", LogMaker.WITNESS_1.vkey());
    String w9 = write("w9.vkey", new TestKey("hospital-9.example/witness", 4).vkey());
    assertEquals(0, run(folder, "--key", logKey, "--key", w1));
    assertEquals(10, run(folder, "--key", logKey, "--key", w1, "--key", w9));
    assertEquals(0, run(folder, "--policy", policy, "--key", w1));
    assertEquals(2, run(folder, "--policy", policy, "--key", w9));
    assertTrue(err.toString(StandardCharsets.UTF_8).contains("does not name the key"));
    assertEquals(2, run(folder, "--key", w1));
  }

  @Test
  void run_receipt_isVerifiedWithNothingElse() throws IOException {
    String good = receipt(3, log.entries.get(3), 7);
    String file = write("r.tlog-proof", good);
    assertEquals(0, run("receipt", file, "--policy", policy));
    String bare = write("bare.tlog-proof", good.replaceFirst("extra .*\n", ""));
    assertEquals(10, run("receipt", bare, "--policy", policy));
    String entry = write("entry", new String(log.entries.get(3), StandardCharsets.UTF_8));
    assertEquals(0, run("receipt", bare, "--policy", policy, "--entry", entry));
    for (String bad :
        List.of(
            good.replace("index 3", "index 4"),
            good.replace("index 3", "index 03"),
            good.replace("@v1", "@v2"),
            receipt(3, log.entries.get(4), 7),
            good.substring(0, good.indexOf("\n\n") + 2))) {
      assertEquals(6, run("receipt", write("bad", bad), "--policy", policy), bad);
    }
  }

  @Test
  void run_compare_findsContinuationAndFork() throws IOException {
    String older = log.write(dir.resolve("older"), 5).toString();
    assertEquals(0, run("compare", folder, older, "--policy", policy));
    assertEquals(0, run("compare", older, folder, "--policy", policy));
    String at5 = write("at5", log.checkpoint(5));
    String at7 = write("at7", log.checkpoint(7));
    assertEquals(10, run("compare", at5, at7, "--policy", policy));
    StringBuilder lines = new StringBuilder();
    NaiveTree.consistency(5, log.leaves)
        .forEach(hash -> lines.append(Base64.getEncoder().encodeToString(hash)).append('\n'));
    String proof = write("proof", lines.toString());
    assertEquals(0, run("compare", at7, at5, "--policy", policy, "--proof", proof));
    LogMaker fork = new LogMaker().genesis(false);
    while (fork.entries.size() < 7) {
      fork.heartbeat();
    }
    String other = fork.write(dir.resolve("fork"), 7).toString();
    assertEquals(6, run("compare", older, other, "--policy", policy));
    assertTrue(text().contains("SPLIT_VIEW"));
    String fork7 = write("fork7", fork.checkpoint(7));
    assertEquals(6, run("compare", at7, fork7, "--policy", policy));
    assertEquals(6, run("compare", at5, fork7, "--policy", policy, "--proof", proof));
  }

  private String receipt(int index, byte[] entry, int size) {
    List<String> lines = new ArrayList<>();
    lines.add("c2sp.org/tlog-proof@v1");
    lines.add("extra " + Base64.getEncoder().encodeToString(entry));
    lines.add("index " + index);
    NaiveTree.path(index, log.leaves.subList(0, size))
        .forEach(hash -> lines.add(Base64.getEncoder().encodeToString(hash)));
    return String.join("\n", lines) + "\n\n" + log.checkpoint(size);
  }

  private String write(String name, String text) throws IOException {
    return Files.writeString(dir.resolve(name), text).toString();
  }

  private String text() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private int run(String... args) {
    out.reset();
    PrintStream to = new PrintStream(out, true, StandardCharsets.UTF_8);
    PrintStream errors = new PrintStream(err, true, StandardCharsets.UTF_8);
    return CloisterVerify.run(List.of(args), Instant.EPOCH, to, errors);
  }
}
