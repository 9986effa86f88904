package org.cloister.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.cloister.engine.Message;
import org.cloister.ledger.entry.BodySigner;
import org.cloister.ledger.entry.Entry;
import org.cloister.ledger.entry.Head;
import org.cloister.ledger.entry.SignedBody;
import org.cloister.ledger.log.Commit;
import org.cloister.ledger.log.LedgerWriter;
import org.cloister.ledger.log.Published;
import org.cloister.ledger.note.Checkpoint;
import org.cloister.ledger.note.SignatureLine;
import org.cloister.ledger.note.SignedNote;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;
import org.cloister.node.PartyLedger;

/**
 * Appends batches, with cosignatures where they are asked for, and then gives sites the receipts of
 * their entries. One thread at a time, but for {@link #root}.
 */
final class Appending {
  private static final int HEADS_KEPT = 1 << 12;

  private final LedgerWriter writer;
  private final BodySigner coordinator;
  private final Cosigning cosigning;
  private final HeadChecks checks;
  private final List<Receiver> receivers = new ArrayList<>();
  private final Map<Long, Digest> heads = new LatestMap<>(HEADS_KEPT);

  private Optional<Commit> open = Optional.empty();

  /** Who gets the receipt of an entry as soon as a quorum has signed a head over it. */
  private record Receiver(String site, long seq) {}

  Appending(LedgerWriter writer, BodySigner coordinator, Cosigning cosigning, HeadChecks checks) {
    this.writer = writer;
    this.coordinator = coordinator;
    this.cosigning = cosigning;
    this.checks = checks;
  }

  /** Shows the entries that are there already. */
  void past(Consumer<Entry> reader) {
    long size = size();
    for (long seq = 0; seq < size; seq++) {
      reader.accept(writer.entry(seq));
    }
  }

  long size() {
    return writer.checkpoint().map(note -> Checkpoint.read(note.text()).size()).orElse(0L);
  }

  /** The published head. */
  Head head() {
    return writer
        .checkpoint()
        .map(note -> Checkpoint.read(note.text()))
        .map(head -> new Head(head.size(), head.root()))
        .orElseGet(() -> new Head(0, Digest.of("")));
  }

  /** The root of the head of that size which sites were shown; any thread. */
  Optional<Digest> root(long size) {
    synchronized (heads) {
      return Optional.ofNullable(heads.get(size));
    }
  }

  /** Appends without asking anybody. */
  void append(List<Draft> drafts) {
    if (!drafts.isEmpty()) {
      commit(drafts);
      publish(List.of());
    }
  }

  /**
   * Appends, or appends nothing and has the newest head signed.
   *
   * @return whether a quorum has countersigned the head
   */
  Published appendWithQuorum(List<Draft> drafts, PartyLedger.Line line)
      throws InterruptedException {
    Published published;
    if (drafts.isEmpty()) {
      SignedNote note = writer.checkpoint().orElseThrow();
      published = writer.cosign(gather(note, line));
    } else {
      commit(drafts);
      published = publish(gather(open.orElseThrow().note(), line));
    }
    if (published.check().quorum()) {
      checks.published(published);
      Checkpoint head = published.check().checkpoint();
      synchronized (heads) {
        heads.put(head.size(), head.root());
      }
      receivers.forEach(to -> give(to.site(), to.seq(), line));
      receivers.clear();
    }
    return published;
  }

  /** Gives a site the receipt of an entry. */
  void give(String site, long seq, PartyLedger.Line line) {
    line.send(site, new Message.LedgerReceipt(receipt(seq)));
  }

  Bytes receipt(long seq) {
    return Bytes.of(writer.receipt(seq).text().getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  private List<SignatureLine> gather(SignedNote note, PartyLedger.Line line)
      throws InterruptedException {
    return cosigning.gather(note, writer::consistency, line);
  }

  private void commit(List<Draft> drafts) {
    List<SignedBody> bodies = drafts.stream().map(draft -> draft.signed(coordinator)).toList();
    Commit commit = writer.commit(bodies);
    open = Optional.of(commit);
    for (int i = 0; i < drafts.size(); i++) {
      if (drafts.get(i) instanceof Draft.OfSite theirs) {
        receivers.add(new Receiver(theirs.site(), commit.first() + i));
      }
    }
  }

  private Published publish(List<SignatureLine> lines) {
    Published published = writer.publish(open.orElseThrow(), lines);
    open = Optional.empty();
    return published;
  }

  /**
   * Appends what is left and why the node stops, and takes nothing after it.
   *
   * @param rest in order, before the incident
   */
  void stop(List<Draft> rest, Draft incident) {
    if (open.isPresent()) {
      publish(List.of());
    }
    try {
      append(rest);
    } catch (CloisterException e) {
      if (e.code() != ErrorCode.LEDGER_NEARLY_FULL) {
        throw e;
      }
      // There is room kept for one more.
    }
    writer.recordStop(incident.signed(coordinator));
  }

  void close() {
    writer.close();
  }
}
