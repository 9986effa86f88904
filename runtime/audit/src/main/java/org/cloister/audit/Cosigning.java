package org.cloister.audit;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongFunction;
import org.cloister.engine.Message;
import org.cloister.ledger.note.Checkpoint;
import org.cloister.ledger.note.NoteCheck;
import org.cloister.ledger.note.NoteKey;
import org.cloister.ledger.note.SignatureLine;
import org.cloister.ledger.note.SignedNote;
import org.cloister.ledger.tree.ConsistencyProof;
import org.cloister.ledger.witness.AddCheckpoint;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.node.PartyLedger;

/**
 * Asks the sites for their cosignatures, all at once, and waits for them within bounds. The answers
 * come on another thread.
 */
final class Cosigning {
  private static final Duration AGAIN = Duration.ofSeconds(2);

  private final AuditTerms terms;
  private final Duration patience;
  private final Duration grace;

  /** The size of the last head that each site is known to have kept. */
  private final Map<String, Long> seen = new HashMap<>();

  private final Set<String> gone = new HashSet<>();
  private final Map<String, SignatureLine> lines = new LinkedHashMap<>();
  private final Set<String> refused = new TreeSet<>();
  private final Set<String> again = new TreeSet<>();
  private Optional<SignedNote> open = Optional.empty();
  private boolean newer;

  /**
   * Asks nobody so far.
   *
   * @param patience how long to wait for a quorum
   * @param grace how long to wait, with a quorum, for those who are there and have not answered
   */
  Cosigning(AuditTerms terms, Duration patience, Duration grace) {
    this.terms = terms;
    this.patience = patience;
    this.grace = grace;
  }

  /**
   * Gathers cosignatures of a head.
   *
   * @param note the head with the log's signature
   * @param proofs that it continues the head of a size
   * @return the lines that came and hold
   * @throws CloisterException CL-0902 if a witness has seen a newer head
   */
  synchronized List<SignatureLine> gather(
      SignedNote note, LongFunction<ConsistencyProof> proofs, PartyLedger.Line line)
      throws InterruptedException {
    open = Optional.of(note);
    lines.clear();
    refused.clear();
    again.clear();
    newer = false;
    long start = System.nanoTime();
    long offered = start;
    offer(witnesses(), note, proofs, line);
    while (!complete(System.nanoTime() - start)) {
      wait(20);
      if (!again.isEmpty()) {
        Set<String> now = new TreeSet<>(again);
        again.clear();
        offer(now, note, proofs, line);
      }
      if (System.nanoTime() - offered > AGAIN.toNanos()) {
        offered = System.nanoTime();
        offer(missing(), note, proofs, line);
      }
    }
    open = Optional.empty();
    CloisterException.require(
        !newer,
        ErrorCode.LEDGER_ROLLBACK,
        "The ledger must not go back, but a witness has seen a newer head; restore the newest"
            + " state or begin another ledger.");
    return List.copyOf(lines.values());
  }

  private Set<String> witnesses() {
    Set<String> all = new TreeSet<>();
    terms.sites().forEach((site, keys) -> keys.witness().ifPresent(key -> all.add(site)));
    return all;
  }

  private Set<String> missing() {
    Set<String> missing = witnesses();
    missing.removeAll(lines.keySet());
    missing.removeAll(refused);
    return missing;
  }

  private boolean complete(long nanos) {
    Set<String> missing = missing();
    if (newer || missing.isEmpty()) {
      return true;
    }
    missing.removeAll(gone);
    boolean waited = missing.isEmpty() || nanos > grace.toNanos();
    return (waited && quorum()) || nanos > patience.toNanos();
  }

  private boolean quorum() {
    Set<String> names = new HashSet<>();
    lines.keySet().forEach(site -> key(site).ifPresent(key -> names.add(key.name())));
    return terms.policy().isQuorum(names);
  }

  private void offer(
      Set<String> sites,
      SignedNote note,
      LongFunction<ConsistencyProof> proofs,
      PartyLedger.Line line) {
    for (String site : sites) {
      long old = seen.getOrDefault(site, 0L);
      AddCheckpoint request = new AddCheckpoint(old, proofs.apply(old).hashes(), note);
      line.send(site, new Message.CheckpointOffer(Bytes.of(request.toBytes())));
    }
  }

  /** A site answered an offer; what is not about the open one is passed over. */
  synchronized void answered(String site, Message.CheckpointAnswer answer) {
    if (open.isEmpty() || key(site).isEmpty()) {
      return;
    }
    SignedNote note = open.orElseThrow();
    long size = Checkpoint.read(note.text()).size();
    if (answer.status() == 200) {
      verified(note, key(site).orElseThrow(), answer.body())
          .ifPresent(
              line -> {
                lines.put(site, line);
                seen.put(site, size);
              });
    } else if (answer.status() == 409) {
      Optional<Long> latest = size(answer.body());
      newer |= latest.isPresent() && latest.get() > size;
      latest
          .filter(value -> value <= size && !value.equals(seen.put(site, value)))
          .ifPresent(value -> again.add(site));
    } else {
      refused.add(site);
    }
    notifyAll();
  }

  /** What a witness was known to have seen before. */
  synchronized void seen(String site, long size) {
    seen.put(site, size);
  }

  /** Whether to wait for a site. */
  synchronized void here(String site, boolean here) {
    if (here) {
      gone.remove(site);
    } else {
      gone.add(site);
      notifyAll();
    }
  }

  private Optional<NoteKey> key(String site) {
    return terms.witness(site);
  }

  private static Optional<SignatureLine> verified(SignedNote note, NoteKey key, Bytes body) {
    try {
      List<SignatureLine> own = new ArrayList<>(SignedNote.read(joined(note, body)).signatures());
      own.removeAll(note.signatures());
      if (own.size() != 1) {
        return Optional.empty();
      }
      NoteCheck check = NoteCheck.of(new SignedNote(note.text(), own), List.of(key));
      return check.signatures().size() == 1 ? Optional.of(own.get(0)) : Optional.empty();
    } catch (CloisterException e) {
      return Optional.empty(); // of another head, or of nobody
    }
  }

  private static byte[] joined(SignedNote note, Bytes line) {
    byte[] head = note.toBytes();
    byte[] all = java.util.Arrays.copyOf(head, head.length + line.length());
    line.read(0, all, head.length, line.length());
    return all;
  }

  private static Optional<Long> size(Bytes body) {
    try {
      return Optional.of(
          Checkpoint.size(new String(body.toArray(), StandardCharsets.US_ASCII).strip()));
    } catch (CloisterException e) {
      return Optional.empty();
    }
  }
}
