package org.cloister.ledger.witness;

import java.util.Optional;
import org.cloister.ledger.note.Checkpoint;
import org.cloister.ledger.note.SignedNote;
import org.cloister.ledger.store.DurableFiles;
import org.cloister.ledger.store.LedgerStore;
import org.cloister.model.CloisterException;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;

/**
 * What a witness remembers: for each log the last head, under {@code <hex
 * sha256(origin)>/checkpoint} as C2SP has it, and the refused heads beside it. Whoever loses this
 * gets a new key: a witness must never go on from a backup.
 */
final class WitnessStore {
  private static final int MAX_EVIDENCE = 1000;

  private final DurableFiles files;

  WitnessStore(LedgerStore store) {
    this.files = new DurableFiles(store);
  }

  /** The last head that was kept, with the signatures that it came with. */
  Optional<SignedNote> latest(String origin) {
    return files.read(checkpoint(origin), SignedNote.MAX_BYTES).map(bytes -> read(bytes, origin));
  }

  /** Returns after the head is on the disk. */
  void keep(Checkpoint head, SignedNote note) {
    files.put(checkpoint(head.origin()), note.toBytes());
  }

  /** Keeps a refused head once; of a thousand of one log the rest says nothing new. */
  void keepEvidence(Checkpoint head, SignedNote note) {
    byte[] bytes = note.toBytes();
    String path = folder(head.origin()) + "/evidence/" + Digest.of(bytes).hex();
    boolean room = files.list(folder(head.origin()) + "/evidence").size() < MAX_EVIDENCE;
    if (room && files.read(path, SignedNote.MAX_BYTES).isEmpty()) {
      files.put(path, bytes);
    }
  }

  private static SignedNote read(byte[] bytes, String origin) {
    try {
      SignedNote note = SignedNote.read(bytes);
      if (Checkpoint.read(note.text()).origin().equals(origin)) {
        return note;
      }
    } catch (CloisterException e) {
      throw corrupt(e);
    }
    throw corrupt(null);
  }

  private static CloisterException corrupt(@org.jspecify.annotations.Nullable Throwable cause) {
    String message =
        "A witness's last head must be readable, but is damaged; retire this witness's key and begin with a new one.";
    return cause == null
        ? new CloisterException(ErrorCode.LEDGER_CORRUPT, message)
        : new CloisterException(ErrorCode.LEDGER_CORRUPT, message, cause);
  }

  private static String checkpoint(String origin) {
    return folder(origin) + "/checkpoint";
  }

  private static String folder(String origin) {
    return Digest.of(origin).hex();
  }
}
