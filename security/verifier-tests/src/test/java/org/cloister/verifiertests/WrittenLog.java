package org.cloister.verifiertests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.cloister.ledger.entry.BodySigner;
import org.cloister.ledger.entry.EntryBody;
import org.cloister.ledger.entry.Head;
import org.cloister.ledger.entry.SignedBody;
import org.cloister.ledger.log.Commit;
import org.cloister.ledger.log.LedgerListener;
import org.cloister.ledger.log.LedgerSettings;
import org.cloister.ledger.log.LedgerWriter;
import org.cloister.ledger.log.Published;
import org.cloister.ledger.note.Checkpoint;
import org.cloister.ledger.note.SignatureLine;
import org.cloister.ledger.note.WitnessSigner;
import org.cloister.ledger.store.FileLedgerStore;
import org.cloister.ledger.witness.AddCheckpoint;
import org.cloister.ledger.witness.Witness;

/** The real writer and the real witnesses over folders of their own below one root. */
final class WrittenLog implements AutoCloseable {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-01-02T03:04:05Z"));

  final Parties parties;
  final Path root;
  private final List<Witness> witnesses = new ArrayList<>();
  private LedgerWriter writer;

  WrittenLog(Parties parties, Path root) {
    this.parties = parties;
    this.root = root;
    for (WitnessSigner signer : parties.witnesses) {
      Path state = root.resolve("witness-" + witnesses.size());
      FileLedgerStore store = new FileLedgerStore(state);
      witnesses.add(new Witness(parties.log.keys(), signer, store, CLOCK));
    }
    this.writer = open();
  }

  /** The same federation with the same past in another place. */
  static WrittenLog copyOf(Path from, Parties parties, Path to) throws IOException {
    copy(from, to);
    return new WrittenLog(parties, to);
  }

  static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> paths = Files.walk(from)) {
      for (Path path : paths.toList()) {
        Files.copy(path, to.resolve(from.relativize(path).toString()));
      }
    }
  }

  Path folder() {
    return root.resolve("log");
  }

  LedgerWriter writer() {
    return writer;
  }

  private LedgerWriter open() {
    LedgerSettings settings =
        new LedgerSettings(
            parties.log,
            parties.coordinator,
            parties.policy,
            CLOCK,
            new LedgerSettings.Space(0, 0, 100),
            LedgerListener.none());
    return LedgerWriter.open(new FileLedgerStore(folder()), settings, List.of());
  }

  /** Signs, appends, and asks all witnesses; the position of the entry. */
  long append(EntryBody body, BodySigner signer) {
    return append(witnesses.size(), SignedBody.sign(body, signer));
  }

  long append(EntryBody body) {
    return append(body, parties.coordinator);
  }

  /** Appends and asks so many of the witnesses; the position of the first entry. */
  long append(int asked, SignedBody... bodies) {
    Commit commit = writer.commit(List.of(bodies));
    Published published = writer.publish(commit, cosignatures(commit, asked));
    return published.first();
  }

  /** A crash between commit and publishing, and the next start, which leaves a recovery entry. */
  void crashWith(EntryBody body) {
    writer.commit(List.of(SignedBody.sign(body, parties.coordinator)));
    writer.close();
    writer = open();
  }

  private List<SignatureLine> cosignatures(Commit commit, int asked) {
    List<SignatureLine> lines = new ArrayList<>();
    for (Witness witness : witnesses.subList(0, asked)) {
      long seen =
          witness
              .latestOf(Parties.ORIGIN)
              .map(note -> Checkpoint.read(note.text()).size())
              .orElse(0L);
      AddCheckpoint request =
          new AddCheckpoint(seen, writer.consistency(seen).hashes(), commit.note());
      lines.add(witness.add(request).requireCosigned());
    }
    return lines;
  }

  /** The published head as entries name it. */
  Head head() {
    Checkpoint head = Checkpoint.read(writer.checkpoint().orElseThrow().text());
    return new Head(head.size(), head.root());
  }

  @Override
  public void close() {
    writer.close();
  }
}
