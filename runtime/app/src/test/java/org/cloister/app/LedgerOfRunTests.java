package org.cloister.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.cloister.app.record.Json;
import org.cloister.ledger.log.LedgerReader;
import org.cloister.ledger.store.FileLedgerStore;
import org.cloister.model.ErrorCode;
import org.cloister.verifier.CloisterVerify;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run of the sample leaves for its auditor, and for its sites. */
class LedgerOfRunTests {

  private static final List<String> SITES = List.of("cleveland", "hungarian", "switzerland", "va");

  @TempDir static Path folder;
  private static TestHome home;
  private static Path out;
  private static TestHome.Ran ran;

  @BeforeAll
  static void simulate() throws IOException {
    home = TestHome.in(folder.resolve("home"));
    SampleJob sample = SampleJob.in(folder.resolve("sample")).with("rounds: 15", "rounds: 3");
    out = folder.resolve("out");
    ran = home.run("simulate", sample.file(), "--out", out);
    assertEquals(0, ran.exit(), ran.err());
  }

  /** What the auditor's program says: its exit code, a line end, its report. */
  static String verified(List<String> arguments) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream print = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    int exit = CloisterVerify.run(arguments, Instant.now(), print, print);
    return exit + "\n" + bytes.toString(StandardCharsets.UTF_8);
  }

  static String verified(Path run) {
    return verified(
        List.of(
            run.resolve("ledger").toString(), "--policy", run.resolve("keys/policy").toString()));
  }

  /** The entries of a type, as text. */
  static List<String> entries(Path run, String type) {
    LedgerReader ledger = LedgerReader.open(new FileLedgerStore(run.resolve("ledger")));
    List<String> found = new ArrayList<>();
    for (long seq = 0; seq < ledger.head().size(); seq++) {
      String text = new String(ledger.entry(seq).bytes().toArray(), StandardCharsets.UTF_8);
      if (text.contains("\"type\":\"" + type + "\"")) {
        found.add(text);
      }
    }
    return found;
  }

  @Test
  void simulate_sample_leavesALedgerThatTheAuditorAccepts() {
    String report = verified(out);
    assertTrue(report.startsWith("0\n"), report);
    assertTrue(report.contains("simulated on one machine"), report);
    assertFalse(report.contains("WARNING"), report);
    assertFalse(Files.exists(out.resolve("keys/log-ml-dsa-44.vkey")), "of pq-hybrid alone");
    assertEquals(4, entries(out, "round-open").size());
    assertEquals(3, entries(out, "model-release").size());
    assertTrue(entries(out, "plugin").size() >= 5);
    for (String site : SITES) {
      String name = "\"participant\":\"" + site + "\"";
      assertEquals(
          3,
          entries(out, "contribution").stream()
              .filter(line -> line.contains(name) && line.contains("\"step\":\"train\""))
              .count(),
          site);
    }
    assertEquals(
        3, entries(out, "aggregate").stream().filter(line -> line.contains("\"model\":")).count());
    assertTrue(entries(out, "evaluation").size() >= 9);
    assertEquals(List.of(), entries(out, "incident"));
  }

  @Test
  void simulate_anyBitOfAnEntry_isNotAccepted() throws IOException {
    Path copy = folder.resolve("altered");
    copy(out.resolve("ledger"), copy.resolve("ledger"));
    copy(out.resolve("keys"), copy.resolve("keys"));
    Path entries;
    try (Stream<Path> files = Files.walk(copy.resolve("ledger/tile/entries"))) {
      entries = files.filter(Files::isRegularFile).sorted().findFirst().orElseThrow();
    }
    byte[] bytes = Files.readAllBytes(entries);
    bytes[bytes.length / 2] ^= 1;
    Files.write(entries, bytes);
    assertTrue(verified(copy).startsWith("6\n"), verified(copy));
  }

  static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : all.toList()) {
        Path target = to.resolve(from.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(target);
        } else {
          Files.copy(path, target);
        }
      }
    }
  }

  @Test
  void simulate_eachSite_holdsReceiptsThatHold() throws IOException {
    for (String site : SITES) {
      Path receipts = out.resolve("sites").resolve(site).resolve("receipts");
      List<Path> files;
      try (Stream<Path> all = Files.list(receipts)) {
        files = all.filter(file -> file.toString().endsWith(".receipt")).sorted().toList();
      }
      long own =
          entries(out, "contribution").stream()
              .filter(line -> line.contains("\"participant\":\"" + site + "\""))
              .count();
      assertEquals(own, files.size(), site);
      assertEquals(own, Files.readAllLines(receipts.resolve("openings.jsonl")).size());
      String report =
          verified(
              List.of(
                  "receipt",
                  files.get(files.size() - 1).toString(),
                  "--policy",
                  out.resolve("keys/policy").toString()));
      assertTrue(report.startsWith("0\n"), report);
    }
  }

  @Test
  void simulate_sample_saysHowToVerify() throws IOException {
    String words = String.join(" ", ran.out().split("\\s+"));
    assertTrue(words.contains("entries, head "), words);
    assertTrue(words.contains("cloister-verify " + out.resolve("ledger")), words);
    JsonNode run = Json.parse(Files.readString(out.resolve("run.json")), "run", ErrorCode.INTERNAL);
    LedgerReader ledger = LedgerReader.open(new FileLedgerStore(out.resolve("ledger")));
    assertEquals(ledger.head().size(), run.at("/ledger/entries").asLong());
    assertTrue(verified(out).contains(run.at("/ledger/rootSha256").asText()));
    assertTrue(verified(out).contains(run.at("/ledger/origin").asText()));
  }

  @Test
  void simulate_privateKeys_areTheirOwnersAlone() throws IOException {
    Path keys = out.resolve("state/keys");
    for (String party : SITES) {
      assertEquals(
          "rw-------",
          PosixFilePermissions.toString(
              Files.getPosixFilePermissions(keys.resolve(party + ".p12"))));
    }
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(keys.resolve("password"))));
    try (Stream<Path> files = Files.list(out.resolve("keys"))) {
      assertEquals(
          SITES.size() + 3,
          files
              .map(file -> file.getFileName().toString())
              .peek(name -> assertFalse(name.endsWith(".p12")))
              .count());
    }
  }

  @Test
  void simulate_withoutOut_keepsNoLedger() throws IOException {
    SampleJob sample = SampleJob.in(folder.resolve("sample-2")).with("rounds: 15", "rounds: 1");
    TestHome.Ran bare = home.run("simulate", sample.file());
    assertEquals(0, bare.exit(), bare.err());
    assertFalse(bare.out().contains("ledger"), bare.out());
  }
}
