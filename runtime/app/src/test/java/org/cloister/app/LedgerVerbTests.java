package org.cloister.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.cloister.app.CommandLineTests.json;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerVerbTests {

  @TempDir private Path folder;

  private TestHome home;
  private TestLedger ledger;

  @BeforeEach
  void write() throws IOException {
    home = TestHome.in(folder.resolve("home"));
    ledger = TestLedger.in(folder.resolve("run"));
  }

  private static String first(String text) {
    return text.lines().findFirst().orElse("");
  }

  @Test
  void verify_wholeLedger_isVerifiedAndSaysWhatItDidNotCheck() {
    TestHome.Ran ran = home.run("ledger", "verify", ledger.run(), "--policy", ledger.policy());

    assertEquals(0, ran.exit(), ran.err());
    assertTrue(first(ran.out()).startsWith("VERIFIED"), ran.out());
    assertTrue(ran.out().contains("Not checked"), ran.out());
    TestHome.Ran asJson =
        home.run("ledger", "verify", ledger.run(), "--policy", ledger.policy(), "--format", "json");
    JsonNode data = json(asJson.out()).path("data");
    assertEquals("VERIFIED", data.path("verdict").asText());
    assertEquals("cloister-verification/1", data.path("format").asText());
  }

  @Test
  void verify_alteredEntry_failsWithSix() throws IOException {
    ledger.flip();

    TestHome.Ran ran = home.run("ledger", "verify", ledger.run(), "--policy", ledger.policy());

    assertEquals(6, ran.exit(), ran.err());
    assertTrue(first(ran.out()).startsWith("FAILED"), ran.out());
  }

  @Test
  void verify_nobodyTrusted_isUsage() {
    TestHome.Ran ran = home.run("ledger", "verify", ledger.run());

    assertEquals(2, ran.exit());
    assertTrue(ran.err().contains("--policy"), ran.err());
    TestHome.Ran missing =
        home.run("ledger", "verify", ledger.run(), "--policy", folder.resolve("none"));
    assertEquals(2, missing.exit());
  }

  @Test
  void show_entries_listsThemAndOneWhole() {
    TestHome.Ran ran = home.run("ledger", "show", ledger.run(), "--type", "contribution");

    assertEquals(0, ran.exit(), ran.err());
    assertEquals(3, ran.out().lines().count(), ran.out());
    assertTrue(ran.out().contains("participant=b"), ran.out());
    JsonNode one =
        json(home.run("ledger", "show", ledger.run(), "--entry", 0, "--format", "json").out());
    assertEquals("genesis", one.path("data").path("type").asText());
    assertEquals(6, home.run("ledger", "show", ledger.run(), "--entry", 99).exit());
    assertEquals(6, home.run("ledger", "show", folder).exit());
    assertEquals(2, home.run("ledger", "show", ledger.run(), "--count", 0).exit());
  }

  @Test
  void export_entries_areTheStoredBytesALine() throws IOException {
    Path file = folder.resolve("entries.jsonl");

    TestHome.Ran ran = home.run("ledger", "export", ledger.run());
    assertEquals(0, home.run("ledger", "export", ledger.run(), "--to", file).exit());

    assertEquals(Files.readString(file), ran.out());
    assertEquals(ledger.size(), ran.out().lines().count());
    assertEquals("genesis", json(first(ran.out())).path("type").asText());
  }

  @Test
  void prove_entry_givesAReceiptThatVerifiesWithNothingElse() throws IOException {
    Path receipt = folder.resolve("receipt.txt");

    TestHome.Ran made =
        home.run("ledger", "prove", ledger.run(), "--entry", ledger.release(), "--to", receipt);
    TestHome.Ran ran = home.run("receipt", "verify", receipt, "--policy", ledger.policy());

    assertEquals(0, made.exit(), made.err());
    assertEquals(0, ran.exit(), ran.out() + ran.err());
    byte[] bytes = Files.readAllBytes(receipt);
    bytes[60] ^= 1;
    Files.write(receipt, bytes);
    assertEquals(6, home.run("receipt", "verify", receipt, "--policy", ledger.policy()).exit());
  }

  @Test
  void compare_olderCheckpointWithProof_isOneHistory() throws IOException {
    Path old = ledger.archived(1);
    Path now = ledger.archived(ledger.size());
    Path proof = folder.resolve("proof");

    home.run("ledger", "prove", ledger.run(), "--since", 1, "--to", proof);
    TestHome.Ran ran =
        home.run("ledger", "compare", old, now, "--proof", proof, "--policy", ledger.policy());

    assertEquals(0, ran.exit(), ran.out() + ran.err());
    assertFalse(ran.out().contains("PROOF_INVALID"), ran.out());
    Files.writeString(proof, "AAAA\n");
    TestHome.Ran wrong =
        home.run("ledger", "compare", old, now, "--proof", proof, "--policy", ledger.policy());
    assertEquals(6, wrong.exit(), wrong.out());
  }

  @Test
  void walk_asTheReadmeHasIt_saysRightAndWrong() throws Exception {
    assumeTrue(Files.exists(Path.of("/bin/bash")), "bash is not installed");
    String readme = Files.readString(Path.of("../../README.md"));
    int begin = readme.indexOf("#!/bin/bash\n# walk.sh");
    Path script =
        Files.writeString(
            folder.resolve("walk.sh"), readme.substring(begin, readme.indexOf("\n```", begin) + 1));

    assertTrue(walked(script).startsWith("RIGHT: 8 entries"), walked(script));
    ledger.flip();
    assertTrue(walked(script).startsWith("WRONG: "), walked(script));
  }

  private String walked(Path script) throws Exception {
    Process process =
        new ProcessBuilder(
                "/bin/bash",
                script.toString(),
                ledger.run().resolve("ledger").toString(),
                ledger.run().resolve("keys/log.vkey").toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assumeTrue(!said.contains("not found"), said);
    process.waitFor();
    return said;
  }

  @Test
  void audit_ledger_isOnePageWithItsVerification() throws IOException {
    Path page = folder.resolve("audit.html");

    TestHome.Ran ran =
        home.run("report", "audit", ledger.run(), "--policy", ledger.policy(), "--to", page);

    assertEquals(0, ran.exit(), ran.err());
    String html = Files.readString(page);
    for (String expected :
        List.of("verified", "VERIFIED", "hospital &lt;i&gt;", "CL-0402", "one machine played")) {
      assertEquals(!expected.equals("VERIFIED"), html.contains(expected), expected);
    }
    assertFalse(html.contains("<i>"), "names come from others");
    assertFalse(html.contains("<script"));
  }

  @Test
  void evidence_exportedAndChecked_isTheSameBytesTwice() throws IOException {
    Path one = folder.resolve("one.zip");
    Path two = folder.resolve("two.zip");
    for (Path to : List.of(one, two)) {
      TestHome.Ran ran = home.exportUnrecorded(ledger.run(), ledger.policy(), to);
      assertEquals(0, ran.exit(), ran.err());
    }
    assertArrayEquals(Files.readAllBytes(one), Files.readAllBytes(two));

    TestHome.Ran checked = home.run("evidence", "check", one, "--policy", ledger.policy());

    assertEquals(0, checked.exit(), checked.out() + checked.err());
    assertTrue(checked.out().contains("VERIFIED"), checked.out());
  }

  @Test
  void export_withoutTheRunsKeys_leavesNothing() {
    Path archive = folder.resolve("evidence.zip");
    TestHome.Ran ran = home.export(ledger.run(), ledger.policy(), archive);
    assertEquals(2, ran.exit());
    assertTrue(ran.err().contains("CL-0914"), ran.err());
    assertFalse(Files.exists(archive));
    assertEquals(
        2,
        home.run("evidence", "export", ledger.run(), "--policy", ledger.policy(), "--to", archive)
            .exit());
  }

  @Test
  void check_everyByteOfTheArchiveAltered_isRefused() throws IOException {
    Path archive = folder.resolve("evidence.zip");
    home.exportUnrecorded(ledger.run(), ledger.policy(), archive);
    byte[] whole = Files.readAllBytes(archive);
    Path other = folder.resolve("other.zip");
    int tried = 0;
    for (int at = 0; at < whole.length; at += 499) {
      byte[] bytes = whole.clone();
      bytes[at] ^= 1;
      Files.write(other, bytes);
      int exit = home.run("evidence", "check", other, "--policy", ledger.policy()).exit();
      assertEquals(6, exit, "byte " + at);
      tried++;
    }
    assertTrue(tried > 20, "tried " + tried);
    for (int length : new int[] {0, 1, 30, whole.length / 2, whole.length - 1, whole.length + 1}) {
      Files.write(other, java.util.Arrays.copyOf(whole, length));
      assertEquals(6, home.run("evidence", "check", other, "--policy", ledger.policy()).exit());
    }
  }
}
