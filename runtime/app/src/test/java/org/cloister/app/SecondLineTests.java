package org.cloister.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A run of the suite pq-hybrid: each head of its ledger has a line of ML-DSA-44 as well. */
@Timeout(600)
class SecondLineTests {
  @TempDir static Path folder;
  private static TestHome home;
  private static Path out;
  private static Path policy;

  /** Cut off in round 3 and gone on with, so that both keys of the log were read back as well. */
  @BeforeAll
  static void simulate() throws IOException {
    home = TestHome.secure(folder.resolve("home"));
    assertEquals(0, home.run("plugin", "trust", FailingAggregator.write(folder)).exit());
    SampleJob sample =
        SampleJob.secure(folder.resolve("sample"))
            .with("plugin: fed-avg", "plugin: failing")
            .with("protocol: bonawitz", "protocol: {plugin: bonawitz, suite: pq-hybrid} #")
            .with("rounds: 15", "rounds: 3");
    out = folder.resolve("out");
    policy = out.resolve("keys/policy");
    System.setProperty(FailingAggregator.FAIL_IN, "3");
    try {
      assertEquals(1, home.run("simulate", sample.file(), "--out", out).exit());
    } finally {
      System.clearProperty(FailingAggregator.FAIL_IN);
    }
    TestHome.Ran ran = home.run("simulate", sample.file(), "--resume", out);
    assertEquals(0, ran.exit(), ran.err());
  }

  private static Path copy(String name) throws IOException {
    Path copy = folder.resolve(name);
    LedgerOfRunTests.copy(out, copy);
    return copy;
  }

  private static String second() throws IOException {
    return Files.readString(out.resolve("keys/log-ml-dsa-44.vkey")).strip();
  }

  /** The second line of a head, with its line end. */
  private static String line(String note) throws IOException {
    List<String> lines = note.lines().filter(l -> l.length() > 3000).toList();
    assertEquals(1, lines.size());
    assertTrue(lines.get(0).startsWith("\u2014 " + second().split("\\+")[0] + " "));
    return lines.get(0) + "\n";
  }

  @Test
  void ledger_ofTheRun_verifiesUnderBothKeys() throws IOException {
    assertTrue(Files.readString(policy).contains("log " + second() + "\n"));
    String report = LedgerOfRunTests.verified(out);
    assertTrue(report.startsWith("0\n"), report);
    assertTrue(report.contains("second line of the log: "), report);
    long heads;
    try (Stream<Path> files = Files.list(out.resolve("ledger/checkpoints"))) {
      heads = files.count();
    }
    String signed = heads + "  archived checkpoints that the log signed with ML-DSA-44 too";
    assertTrue(report.contains(signed), report);
    TestHome.Ran ran =
        home.run(
            "ledger",
            "verify",
            out,
            "--policy",
            policy,
            "--key",
            out.resolve("keys/log.vkey"),
            "--key",
            out.resolve("keys/log-ml-dsa-44.vkey"));
    assertEquals(0, ran.exit(), ran.out() + ran.err());
    assertTrue(home.run("ledger", "show", out, "--type", "recovery").out().contains("recovery"));
  }

  @Test
  void ledger_lineCutOut_isRefused() throws IOException {
    Path cut = copy("cut");
    Path head = cut.resolve("ledger/checkpoint");
    String note = Files.readString(head);
    Files.writeString(head, note.replace(line(note), ""));
    String report = LedgerOfRunTests.verified(cut);
    assertTrue(report.startsWith("6\n"), report);
    assertTrue(report.contains("CHECKPOINT_SIGNATURE"), report);
    TestHome.Ran ran = home.run("ledger", "verify", cut, "--policy", policy);
    assertEquals(6, ran.exit(), ran.out());
    String older = Files.readString(policy).replace("log " + second() + "\n", "");
    Path alone = Files.writeString(folder.resolve("older-policy"), older);
    ran = home.run("ledger", "verify", out, "--policy", alone);
    assertEquals(0, ran.exit(), "who does not know the key ignores its line");
    assertTrue(ran.out().contains("SIGNATURE_LINE_UNKNOWN"), ran.out());
  }

  @Test
  void receipts_ofTheSites_haveBothLinesAndNeedThem() throws IOException {
    Path receipt;
    try (Stream<Path> files = Files.walk(out.resolve("sites"))) {
      receipt =
          files
              .filter(file -> file.toString().endsWith(".receipt"))
              .sorted()
              .findFirst()
              .orElseThrow();
    }
    TestHome.Ran ran = home.run("receipt", "verify", receipt, "--policy", policy);
    assertEquals(0, ran.exit(), ran.out() + ran.err());
    String text = Files.readString(receipt);
    Path cut = Files.writeString(folder.resolve("cut.receipt"), text.replace(line(text), ""));
    assertEquals(6, home.run("receipt", "verify", cut, "--policy", policy).exit());
  }

  @Test
  void verbsOfAnAuditor_takeTheLine() throws IOException {
    Path run = copy("exported");
    Path before = Files.copy(run.resolve("ledger/checkpoint"), folder.resolve("before"));
    Path archive = folder.resolve("evidence.zip");
    TestHome.Ran ran = home.export(run, policy, archive);
    assertEquals(0, ran.exit(), ran.out() + ran.err());
    ran = home.run("evidence", "check", archive, "--policy", policy);
    assertEquals(0, ran.exit(), ran.out() + ran.err());
    ran = home.run("ledger", "compare", before, run.resolve("ledger"), "--policy", policy);
    assertEquals(0, ran.exit(), ran.out() + ran.err());
    String note = Files.readString(run.resolve("ledger/checkpoint"));
    assertTrue(note.contains(line(note)), "the entry of the export is under a head with both");
    Path proof = folder.resolve("proof");
    ran = home.run("ledger", "prove", run, "--entry", 0, "--to", proof);
    assertEquals(0, ran.exit(), ran.out() + ran.err());
    assertEquals(0, home.run("receipt", "verify", proof, "--policy", policy).exit());
  }
}
