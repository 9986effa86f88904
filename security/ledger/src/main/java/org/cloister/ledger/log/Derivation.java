package org.cloister.ledger.log;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.cloister.ledger.entry.Entry;
import org.cloister.ledger.entry.Genesis;
import org.cloister.ledger.note.Checkpoint;
import org.cloister.ledger.store.DurableFiles;
import org.cloister.ledger.tree.Tile;
import org.cloister.model.CloisterException;
import org.cloister.model.Digest;

/**
 * Reads a log's entries from the first on and demands that chain, tiles and every known root follow
 * from them. Memory is that of one bundle.
 */
final class Derivation {
  private final DurableFiles files;
  private final StoredLog stored;
  private final String origin;

  Derivation(DurableFiles files, StoredLog stored, String origin) {
    this.files = files;
    this.stored = stored;
    this.origin = origin;
  }

  /**
   * The log of the committed head, ready to grow.
   *
   * @throws CloisterException CL-0901 if something stored does not follow, CL-0903 if a root that
   *     was signed does not
   */
  GrowingLog of(Heads heads) {
    Checkpoint head = heads.committed();
    Map<Long, Digest> expected = heads.expected();
    GrowingLog log = new GrowingLog();
    long contradicted = isAsSigned(expected, log) ? -1 : 0;
    for (long index = 0; log.size() < head.size(); index++) {
      int width = (int) Math.min(Tile.FULL, head.size() - log.size());
      Map<String, byte[]> due = new LinkedHashMap<>();
      for (byte[] bytes : stored.entries(index, width)) {
        requirePlace(bytes, log);
        log.add(bytes, due);
        if (!isAsSigned(expected, log)) {
          contradicted = log.size();
        }
      }
      due.forEach(this::requireStored);
    }
    log.partials(0).forEach(this::requireStored);
    if (contradicted == head.size()) {
      throw Halt.corrupt("the entries do not give the committed root");
    }
    if (contradicted >= 0) {
      throw Halt.fork(
          "a head of the size " + contradicted + " is signed that the entries do not give");
    }
    return log;
  }

  private void requirePlace(byte[] bytes, GrowingLog log) {
    Entry entry;
    try {
      entry = Entry.read(bytes);
    } catch (CloisterException e) {
      throw Halt.corrupt("entry " + log.size() + " is malformed", e);
    }
    if (entry.seq() != log.size()
        || !entry.prev().equals(log.last())
        || !entry.body().origin().equals(origin)
        || (entry.body() instanceof Genesis) != (log.size() == 0)) {
      throw Halt.corrupt("entry " + log.size() + " does not belong at its place");
    }
  }

  private static boolean isAsSigned(Map<Long, Digest> expected, GrowingLog log) {
    Digest root = expected.get(log.size());
    return root == null || root.equals(log.root());
  }

  private void requireStored(String path, byte[] content) {
    byte[] there =
        files
            .read(path, content.length)
            .orElseThrow(() -> Halt.corrupt("the file " + path + " is missing"));
    if (!Arrays.equals(there, content)) {
      throw Halt.corrupt("the file " + path + " does not follow from the entries");
    }
  }
}
