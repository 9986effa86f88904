package org.cloister.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.cloister.crypto.Signature;
import org.cloister.ledger.entry.Head;
import org.cloister.ledger.log.LedgerListener;
import org.cloister.ledger.log.LedgerSettings;
import org.cloister.ledger.log.LedgerWriter;
import org.cloister.ledger.note.Checkpoint;
import org.cloister.ledger.note.LogSigner;
import org.cloister.ledger.note.WitnessPolicy;
import org.cloister.ledger.store.FileLedgerStore;
import org.cloister.model.Digest;

/**
 * The auditor's program over a long log, in a process of its own with a bounded heap: entries a
 * second with everything checked, the same without signatures (their keys are not named, which is
 * found before any arithmetic), hashing alone, and signatures a second on one core beside {@code
 * openssl speed}. Arguments: [folder] [entries] [megabytes of heap].
 */
public final class LedgerVerify {
  private static final int BATCH = 340;
  private static final int SIGNATURES = 4_000;

  private final Path scratch;
  private final String heap;

  private LedgerVerify(Path scratch, int heapMegabytes) {
    this.scratch = scratch;
    this.heap = "-Xmx" + heapMegabytes + "m";
  }

  /** The runs; throws if the honest log is not verified. */
  public static void main(String[] arguments) throws Exception {
    Path parent = Path.of(arguments.length > 0 ? arguments[0] : "target");
    Files.createDirectories(parent);
    int entries = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1_000_000;
    int heap = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 400;
    Path scratch = Files.createTempDirectory(parent, "ledger-verify");
    new LedgerVerify(scratch, heap).run(entries);
    try (Stream<Path> paths = Files.walk(scratch)) {
      paths.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    }
  }

  private void run(int entries) throws Exception {
    long full = write("full", true, entries);
    verify("full", full, 0);
    hashOnly(scratch.resolve("full"), full);
    long fewer = write("without", false, entries / 5);
    verify("without", fewer, 6);
    signatures();
  }

  /** Writes a log; how many entries it has. */
  private long write(String name, boolean named, int entries) throws IOException {
    SignedRounds rounds = new SignedRounds(named);
    LogSigner log = new LogSigner(SignedRounds.ORIGIN, rounds.log);
    String text = "log " + log.key().vkey() + "\nquorum none\n";
    WitnessPolicy policy = WitnessPolicy.read(text.getBytes(StandardCharsets.UTF_8));
    Files.writeString(scratch.resolve("policy"), text);
    LedgerSettings settings =
        new LedgerSettings(
            log,
            rounds.coordinator,
            policy,
            InstantSource.system(),
            LedgerSettings.Space.standard(),
            LedgerListener.none());
    long start = System.nanoTime();
    try (LedgerWriter writer =
        LedgerWriter.open(new FileLedgerStore(scratch.resolve(name)), settings, List.of())) {
      writer.append(rounds.begin(log.key().vkey(), Digest.of(text)));
      long size = 2;
      for (int round = 0; size < entries; round += BATCH) {
        Checkpoint head = Checkpoint.read(writer.checkpoint().orElseThrow().text());
        Head seen = new Head(head.size(), head.root());
        writer.append(rounds.rounds(round, BATCH, size, seen));
        size += (long) BATCH * SignedRounds.ENTRIES_A_ROUND;
      }
      print("signed and wrote %,d entries in %.0f s", size, seconds(start));
      return size;
    }
  }

  private void verify(String name, long entries, int expectedExit) throws Exception {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            heap,
            "-cp",
            System.getProperty("java.class.path"),
            "org.cloister.verifier.CloisterVerify",
            scratch.resolve(name).toString(),
            "--policy",
            scratch.resolve("policy").toString());
    long start = System.nanoTime();
    Path output = scratch.resolve(name + ".report");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    Path status = Path.of("/proc", String.valueOf(process.pid()), "status");
    String peak = "";
    while (!process.waitFor(100, TimeUnit.MILLISECONDS)) {
      peak = peak(status, peak);
    }
    double seconds = seconds(start);
    if (process.exitValue() != expectedExit) {
      throw new IllegalStateException(
          "exit " + process.exitValue() + "\n" + Files.readString(output));
    }
    print(
        "%s: %,d entries in %.1f s, %,.0f entries/s with chain, tree and tiles%s, %s, resident %s, %d cores",
        name,
        entries,
        seconds,
        entries / seconds,
        expectedExit == 0 ? " and all signatures" : ", without signatures",
        heap,
        peak,
        Runtime.getRuntime().availableProcessors());
  }

  private static String peak(Path status, String before) {
    try (Stream<String> lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith("VmHWM"))
          .map(line -> line.substring(6).strip())
          .findFirst()
          .orElse(before);
    } catch (IOException | java.io.UncheckedIOException e) {
      return before; // it has just ended, or this is no Linux
    }
  }

  /** Reads all bundles and hashes each entry as a leaf, on one core. */
  private static void hashOnly(Path log, long entries) throws IOException {
    MessageDigest sha = Digest.sha256();
    long start = System.nanoTime();
    long hashed = 0;
    List<Path> bundles = new ArrayList<>();
    try (Stream<Path> paths = Files.walk(log.resolve("tile/entries"))) {
      paths
          .filter(path -> Files.isRegularFile(path) && !path.toString().contains(".p/"))
          .forEach(bundles::add);
    }
    for (Path path : bundles) {
      byte[] bundle = Files.readAllBytes(path);
      for (int at = 0; at < bundle.length; hashed++) {
        int length = (bundle[at] & 0xff) << 8 | (bundle[at + 1] & 0xff);
        sha.update((byte) 0);
        sha.update(bundle, at + 2, length);
        sha.digest();
        at += 2 + length;
      }
    }
    print(
        "hash only: %,d of %,d entries, %,.0f entries/s on one core",
        hashed, entries, hashed / seconds(start));
  }

  private void signatures() throws IOException, InterruptedException {
    SignedRounds rounds = new SignedRounds(true);
    byte[] message = new byte[700];
    Signature signature = rounds.log.sign(message);
    double best = 0;
    for (int run = 0; run < 5; run++) {
      long start = System.nanoTime();
      for (int i = 0; i < SIGNATURES; i++) {
        rounds.log.verifyingKey().requireVerifies(message, signature, "a benchmark");
      }
      best = Math.max(best, SIGNATURES / seconds(start));
    }
    double peer = openssl();
    print(
        "signatures: %,.0f/s/core; openssl speed ed25519 %s",
        best,
        peer == 0
            ? "is not there"
            : String.format(Locale.ROOT, "%,.0f/s; ratio %.2f", peer, best / peer));
  }

  /** Verifications a second, or 0 if there is no openssl. */
  private double openssl() throws InterruptedException {
    try {
      Path output = scratch.resolve("openssl");
      Process process =
          new ProcessBuilder("openssl", "speed", "-seconds", "2", "ed25519")
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      process.waitFor();
      String line =
          Files.readAllLines(output).stream()
              .filter(text -> text.contains("Ed25519") && text.contains("253 bits"))
              .reduce("0", (first, second) -> second);
      String[] words = line.strip().split("\\s+");
      return Double.parseDouble(words[words.length - 1]);
    } catch (IOException e) {
      return 0;
    }
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private static void print(String format, Object... values) {
    System.out.printf(Locale.ROOT, format + "%n", values);
  }
}
