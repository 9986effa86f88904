package org.cloister.ledger.log;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.cloister.ledger.entry.Head;
import org.cloister.ledger.entry.Recovery;
import org.cloister.ledger.entry.SignedBody;
import org.cloister.ledger.note.Checkpoint;
import org.cloister.ledger.note.CheckpointCheck;
import org.cloister.ledger.note.SignedNote;
import org.cloister.ledger.store.DurableFiles;
import org.cloister.ledger.store.LedgerStore;
import org.cloister.ledger.store.NotWritten;
import org.cloister.model.CloisterException;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;

/**
 * Finds out what was committed and goes on from there: forward, never back. Halts before the first
 * write if the folder contradicts itself or a witness.
 */
final class Opening {
  private final LedgerStore store;
  private final LedgerSettings settings;
  private final DurableFiles files;

  Opening(LedgerStore store, LedgerSettings settings) {
    this.store = store;
    this.settings = settings;
    this.files = new DurableFiles(store);
  }

  LedgerWriter open(List<WitnessAnswer> answers) {
    Closeable lock = lock();
    try {
      return open(lock, answers);
    } catch (NotWritten e) {
      release(lock, e);
      throw DiskSpace.full(e);
    } catch (RuntimeException e) {
      release(lock, e);
      throw e;
    }
  }

  private LedgerWriter open(Closeable lock, List<WitnessAnswer> answers) {
    Heads found = Heads.read(files, settings).orElseGet(this::fresh);
    Heads heads = withWitnesses(found, answers);
    GrowingLog log = new Derivation(files, new StoredLog(files), settings.origin()).of(heads);
    List<String> leftovers = new Leftovers(files).beyond(heads.committed().size());
    if (!leftovers.isEmpty()) {
      files.deleteAll(leftovers);
    }
    boolean behind = heads.published().size() < heads.committed().size();
    Optional<SignedNote> note = behind ? Optional.of(rollForward(heads)) : heads.note();
    DiskSpace space = new DiskSpace(store, files, settings);
    space.keepReserve();
    LedgerWriter writer = new LedgerWriter(files, settings, space, lock, log, note);
    if (log.size() > 0 && (behind || !leftovers.isEmpty())) {
      writer.append(List.of(recovery(heads, leftovers.size())));
    }
    return writer;
  }

  /** An empty folder: from now on the empty log is what is committed. */
  private Heads fresh() {
    Checkpoint empty = new Checkpoint(settings.origin(), 0, Heads.emptyRoot());
    files.put(Paths.PENDING, empty.toBytes());
    Map<Long, Digest> expected = new TreeMap<>(Map.of(0L, empty.root()));
    return new Heads(empty, empty, Optional.empty(), expected);
  }

  private Heads withWitnesses(Heads heads, List<WitnessAnswer> answers) {
    Map<Long, Digest> expected = new TreeMap<>(heads.expected());
    for (WitnessAnswer answer : answers) {
      if (answer.latest().isEmpty()) {
        continue;
      }
      CheckpointCheck check = settings.policy().check(answer.latest().get());
      Checkpoint head = check.checkpoint();
      CloisterException.require(
          check.witnesses().contains(answer.witness()) && head.origin().equals(settings.origin()),
          ErrorCode.SIGNATURE_INVALID,
          "A witness's latest head must be of this log and carry its own cosignature.");
      if (head.size() > heads.committed().size()) {
        throw Halt.rollback("the witness " + answer.witness() + " has seen a newer head");
      }
      Digest other = expected.putIfAbsent(head.size(), head.root());
      if (other != null && !other.equals(head.root())) {
        throw Halt.fork("the witness " + answer.witness() + " has seen another head of this size");
      }
    }
    return new Heads(heads.committed(), heads.published(), heads.note(), expected);
  }

  private SignedNote rollForward(Heads heads) {
    SignedNote note = settings.log().sign(heads.committed());
    String archived = Paths.archived(heads.committed().size());
    Optional<byte[]> there = files.read(archived, SignedNote.MAX_BYTES);
    if (there.isPresent()) {
      // The crash came between the two: cosignatures that were gathered then are kept.
      note = Heads.signed(there.get(), settings, archived);
    } else {
      files.put(archived, note.toBytes());
    }
    files.put(Paths.CHECKPOINT, note.toBytes());
    return note;
  }

  private SignedBody recovery(Heads heads, int removed) {
    Recovery body =
        new Recovery(settings.origin(), head(heads.published()), head(heads.committed()), removed);
    return SignedBody.sign(body, settings.coordinator());
  }

  private static Head head(Checkpoint checkpoint) {
    return new Head(checkpoint.size(), checkpoint.root());
  }

  private Closeable lock() {
    try {
      files.makeFolders(Paths.STATE);
      return store
          .tryLock(Paths.LOCK)
          .orElseThrow(
              () ->
                  new CloisterException(
                      ErrorCode.LEDGER_LOCKED,
                      "The ledger must have one writer, but another process holds its lock; end that one or use another folder."));
    } catch (NotWritten e) {
      throw DiskSpace.full(e);
    } catch (IOException e) {
      throw new CloisterException(
          ErrorCode.LEDGER_STORAGE,
          "The ledger's lock must be taken, but the disk failed; check its owner and health.",
          e);
    }
  }

  private static void release(Closeable lock, RuntimeException reason) {
    try {
      lock.close();
    } catch (IOException e) {
      reason.addSuppressed(e);
    }
  }
}
