package org.cloister.ledger.log;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.cloister.ledger.note.Checkpoint;
import org.cloister.ledger.note.NoteCheck;
import org.cloister.ledger.note.NoteKey;
import org.cloister.ledger.note.SignedNote;
import org.cloister.ledger.store.DurableFiles;
import org.cloister.ledger.store.LedgerStore;
import org.cloister.ledger.tree.TreeHasher;
import org.cloister.model.CloisterException;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;

/**
 * The heads that a folder holds, read and held against each other before any entry is looked at:
 * what was committed ({@code .state/pending}), what was published, and every one published before.
 *
 * @param committed the only legal head
 * @param published at most {@code committed}
 * @param note the published one with its signatures; empty before the first
 * @param expected the roots that the entries must give, by size
 */
record Heads(
    Checkpoint committed,
    Checkpoint published,
    Optional<SignedNote> note,
    Map<Long, Digest> expected) {

  /** The most bytes that a pending head has. */
  private static final int MAX_PENDING = 1024;

  private static final int NAME_DIGITS = 20;

  /** Empty if the folder has never been a ledger. */
  static Optional<Heads> read(DurableFiles files, LedgerSettings settings) {
    Optional<byte[]> pending = files.read(Paths.PENDING, MAX_PENDING);
    Optional<byte[]> current = files.read(Paths.CHECKPOINT, SignedNote.MAX_BYTES);
    List<Long> archived = archivedSizes(files);
    if (pending.isEmpty()) {
      if (current.isEmpty() && archived.isEmpty() && files.list(Paths.TILES).isEmpty()) {
        return Optional.empty();
      }
      throw Halt.corrupt("its file " + Paths.PENDING + " is missing");
    }
    Checkpoint committed = pending(pending.get(), settings.origin());
    Map<Long, Digest> expected = new TreeMap<>();
    expected.put(committed.size(), committed.root());
    Optional<SignedNote> note = current.map(bytes -> signed(bytes, settings, Paths.CHECKPOINT));
    Checkpoint published =
        note.map(signed -> Checkpoint.read(signed.text()))
            .orElse(new Checkpoint(settings.origin(), 0, emptyRoot()));
    requireNotAfter(committed, published);
    for (long size : archived) {
      archived(files, settings, size, committed, published, expected);
    }
    if (note.isPresent() && !archived.contains(published.size())) {
      throw Halt.corrupt("the published checkpoint is missing in " + Paths.CHECKPOINTS);
    }
    return Optional.of(new Heads(committed, published, note, expected));
  }

  static Digest emptyRoot() {
    return TreeHasher.digest(TreeHasher.emptyRoot());
  }

  private static void requireNotAfter(Checkpoint committed, Checkpoint published) {
    if (committed.size() < published.size()) {
      throw Halt.rollback("the committed head is older than the published one");
    }
    if (committed.size() == published.size() && !committed.root().equals(published.root())) {
      throw Halt.rollback("the committed head is not the published one of the same size");
    }
  }

  private static void archived(
      DurableFiles files,
      LedgerSettings settings,
      long size,
      Checkpoint committed,
      Checkpoint published,
      Map<Long, Digest> expected) {
    if (size > committed.size()) {
      throw Halt.rollback("a head was published that is newer than the committed one");
    }
    if (size > published.size() && size < committed.size()) {
      throw Halt.rollback("a head was published that is newer than the checkpoint");
    }
    String path = Paths.archived(size);
    byte[] bytes =
        files
            .read(path, SignedNote.MAX_BYTES)
            .orElseThrow(() -> Halt.corrupt("the file " + path + " went away"));
    Checkpoint head = Checkpoint.read(signed(bytes, settings, path).text());
    if (head.size() != size) {
      throw Halt.corrupt("the file " + path + " is about another size");
    }
    boolean isPublished = size == published.size() && !head.root().equals(published.root());
    Digest other = expected.putIfAbsent(size, head.root());
    if (isPublished || (other != null && !other.equals(head.root()))) {
      throw Halt.fork("two heads of the size " + size + " are signed");
    }
  }

  private static List<Long> archivedSizes(DurableFiles files) {
    List<Long> sizes = new ArrayList<>();
    for (LedgerStore.Child child : files.list(Paths.CHECKPOINTS)) {
      if (child.name().endsWith(DurableFiles.UNFINISHED)) {
        continue;
      }
      boolean valid =
          child.name().length() == NAME_DIGITS
              && child.name().chars().allMatch(c -> c >= '0' && c <= '9')
              && child.name().compareTo("00009007199254740992") < 0;
      if (!valid) {
        throw Halt.corrupt("a file in " + Paths.CHECKPOINTS + " is not named by a size");
      }
      sizes.add(Long.parseLong(child.name()));
    }
    return sizes;
  }

  private static Checkpoint pending(byte[] bytes, String origin) {
    Checkpoint head;
    try {
      head = Checkpoint.read(new String(bytes, java.nio.charset.StandardCharsets.UTF_8));
    } catch (CloisterException e) {
      throw Halt.corrupt("its file " + Paths.PENDING + " is malformed", e);
    }
    if (!head.origin().equals(origin) || !java.util.Arrays.equals(head.toBytes(), bytes)) {
      throw Halt.corrupt("its file " + Paths.PENDING + " is of another log");
    }
    return head;
  }

  /** A note of this log, whose signatures by the log's own keys and by known witnesses hold. */
  static SignedNote signed(byte[] bytes, LedgerSettings settings, String path) {
    try {
      SignedNote note = SignedNote.read(bytes);
      List<NoteKey> keys = new ArrayList<>(settings.policy().witnesses().values());
      List<NoteKey> own = settings.log().keys();
      keys.addAll(own);
      boolean ours = NoteCheck.of(note, keys).missing(own, settings.origin()).isEmpty();
      if (!ours || !Checkpoint.read(note.text()).origin().equals(settings.origin())) {
        throw new CloisterException(
            ErrorCode.SIGNATURE_INVALID, "The checkpoint must be signed by this log's keys.");
      }
      return note;
    } catch (CloisterException e) {
      throw Halt.corrupt("the checkpoint in " + path + " is not its own", e);
    }
  }
}
