package org.cloister.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.cloister.crypto.CryptoSuite;
import org.cloister.crypto.SigningKey;
import org.cloister.ledger.entry.BodySigner;
import org.cloister.ledger.entry.ContributionEntry;
import org.cloister.ledger.entry.Genesis;
import org.cloister.ledger.entry.Head;
import org.cloister.ledger.entry.JobRound;
import org.cloister.ledger.entry.PartyKey;
import org.cloister.ledger.entry.SignedBody;
import org.cloister.ledger.log.LedgerListener;
import org.cloister.ledger.log.LedgerSettings;
import org.cloister.ledger.log.LedgerWriter;
import org.cloister.ledger.log.Receipt;
import org.cloister.ledger.note.LogSigner;
import org.cloister.ledger.note.WitnessPolicy;
import org.cloister.ledger.store.FileLedgerStore;
import org.cloister.model.Digest;

/**
 * Entries a second that a ledger takes in batches, beside a bare write and flush of the same bytes
 * to one file; and how long a receipt with its proof takes. Bodies are signed before, since that is
 * the participants' work. Arguments: [folder] [batches] [entries a batch]; without the last two,
 * batches of 256, 2048 and 4096, and what an entry alone costs.
 */
public final class LedgerAppend {
  private static final String ORIGIN = "benchmarks.example/log";
  private static final int RUNS = 5;
  private static final int RECEIPTS = 2000;

  private final SecureRandom random = new SecureRandom();
  private final LogSigner log = new LogSigner(ORIGIN, key());
  private final BodySigner participant = new BodySigner("participant", key());
  private final Path scratch;
  private final int batches;
  private final int batchSize;

  private LedgerAppend(Path scratch, int batches, int batchSize) {
    this.scratch = scratch;
    this.batches = batches;
    this.batchSize = batchSize;
  }

  /** The runs; throws if a receipt does not verify. */
  public static void main(String[] arguments) throws IOException {
    Path parent = Path.of(arguments.length > 0 ? arguments[0] : "target");
    Files.createDirectories(parent);
    Path scratch = Files.createTempDirectory(parent, "ledger-append");
    if (arguments.length > 2) {
      run(scratch, Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
    } else {
      run(scratch.resolve("256"), 40, 256);
      run(scratch.resolve("2048"), 10, 2048);
      run(scratch.resolve("4096"), 8, 4096);
      run(scratch.resolve("1"), 200, 1);
    }
    try (Stream<Path> paths = Files.walk(scratch)) {
      paths.sorted(java.util.Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    }
  }

  private static void run(Path scratch, int batches, int size) throws IOException {
    Files.createDirectories(scratch);
    new LedgerAppend(scratch, batches, size).run();
  }

  private SigningKey key() {
    return CryptoSuite.STANDARD.generateSigningKey(random);
  }

  private void run() throws IOException {
    long start = System.nanoTime();
    List<List<SignedBody>> bodies = new ArrayList<>();
    for (int batch = 0; batch < batches; batch++) {
      bodies.add(sign(batch));
    }
    int entries = batches * batchSize;
    print("%d batches of %d: signing %,.0f bodies/s", batches, batchSize, entries / seconds(start));
    List<Double> ledger = new ArrayList<>();
    List<Double> bare = new ArrayList<>();
    for (int run = 0; run < RUNS; run++) {
      Path folder = scratch.resolve("ledger-" + run);
      try (LedgerWriter writer = open(folder)) {
        writer.append(List.of(genesis()));
        start = System.nanoTime();
        bodies.forEach(writer::append);
        ledger.add(entries / seconds(start));
        if (run == RUNS - 1) {
          receipts(writer, entries);
        }
      }
      bare.add(entries / bare(folder, scratch.resolve("bare-" + run)));
    }
    double median = median(ledger);
    print(
        "ledger %,.0f entries/s, %.1f ms a batch (median of %d runs); bare write and flush of the same bytes %,.0f entries/s; ratio %.3f",
        median, 1000 * batchSize / median, RUNS, median(bare), median / median(bare));
  }

  private void receipts(LedgerWriter writer, int entries) {
    SplittableRandom which = new SplittableRandom(1);
    List<Double> millis = new ArrayList<>();
    for (int i = 0; i < RECEIPTS; i++) {
      long seq = 1 + which.nextLong(entries);
      long start = System.nanoTime();
      Receipt receipt = writer.receipt(seq);
      millis.add(1000 * seconds(start));
      if (i % 100 == 0) {
        receipt.verify(policy());
      }
    }
    millis.sort(null);
    print(
        "receipt with proof in a log of %,d entries: median %.3f ms, 99th percentile %.3f ms",
        entries, median(millis), millis.get(RECEIPTS * 99 / 100));
  }

  private LedgerWriter open(Path folder) {
    LedgerSettings settings =
        new LedgerSettings(
            log,
            participant,
            policy(),
            InstantSource.system(),
            LedgerSettings.Space.standard(),
            LedgerListener.none());
    return LedgerWriter.open(new FileLedgerStore(folder), settings, List.of());
  }

  private WitnessPolicy policy() {
    String text = "log " + log.key().vkey() + "\nquorum none\n";
    return WitnessPolicy.read(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  /** The bundles and tiles of the ledger, written to one file with a flush for each batch. */
  private double bare(Path ledger, Path file) throws IOException {
    List<byte[]> contents = new ArrayList<>();
    try (Stream<Path> paths = Files.walk(ledger.resolve("tile"))) {
      for (Path path : paths.filter(Files::isRegularFile).sorted().toList()) {
        contents.add(Files.readAllBytes(path));
      }
    }
    int share = Math.max(1, contents.size() / batches);
    long start = System.nanoTime();
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      for (int i = 0; i < contents.size(); i++) {
        channel.write(ByteBuffer.wrap(contents.get(i)));
        if (i % share == share - 1 || i == contents.size() - 1) {
          channel.force(true);
        }
      }
    }
    return seconds(start);
  }

  private SignedBody genesis() {
    Genesis body =
        new Genesis(
            ORIGIN,
            CryptoSuite.STANDARD.id(),
            log.key().vkey(),
            Digest.of("policy"),
            Digest.of("federation"),
            "participant",
            List.of(
                new PartyKey(
                    participant.keyName(),
                    "participant",
                    PartyKey.Role.SIGNING,
                    participant.signer().verifyingKey())),
            true,
            Optional.empty(),
            Optional.empty());
    return SignedBody.sign(body, participant);
  }

  private List<SignedBody> sign(int batch) {
    List<SignedBody> bodies = new ArrayList<>();
    for (int i = 0; i < batchSize; i++) {
      byte[] nonce = new byte[32];
      random.nextBytes(nonce);
      ContributionEntry body =
          new ContributionEntry(
              new JobRound(ORIGIN, "job", batch),
              "train",
              "participant",
              Digest.of(nonce),
              List.of(Digest.of("bundle")),
              Optional.of(Digest.of("base")),
              "federated-averaging",
              HexFormat.of().formatHex(nonce),
              new Head(0, Digest.of("")),
              Optional.empty());
      bodies.add(SignedBody.sign(body, participant));
    }
    return bodies;
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private static void print(String format, Object... values) {
    System.out.printf(Locale.ROOT, format + "%n", values);
  }
}
