package org.cloister.ledger.log;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cloister.ledger.note.Checkpoint;
import org.cloister.ledger.note.SignedNote;
import org.cloister.ledger.store.DurableFiles;
import org.cloister.ledger.store.NotWritten;
import org.cloister.ledger.tree.Tile;
import org.cloister.ledger.tree.TileTree;
import org.cloister.model.CloisterException;

/**
 * What an append puts on the disk, in the one order that a crash between any two writes cannot
 * spoil: bundles and tiles under new names, read back, {@code .state/pending}, the head in {@code
 * checkpoints/}, {@code checkpoint}, and at last the removal of what was replaced. Each is durable
 * before the next begins. One thread at a time.
 *
 * <p>After any other exception than {@link NotWritten} nobody knows what is on the disk.
 */
final class AppendFiles {
  private final DurableFiles files;
  private final StoredLog stored;

  AppendFiles(DurableFiles files, StoredLog stored) {
    this.files = files;
    this.stored = stored;
  }

  /**
   * When this returns, {@code head} is the only legal next head.
   *
   * @param batch the contents of the files that are new, by path
   * @throws NotWritten if the disk is full: nothing is committed then, see {@link #undo}
   * @throws CloisterException CL-0901 if the disk gives back something else, CL-0909 if it failed
   */
  void commit(Map<String, byte[]> batch, Checkpoint head) {
    files.putAll(batch);
    readBack(batch, head);
    files.put(Paths.PENDING, head.toBytes());
  }

  /** Removes what {@link #commit} left that could not write all of it. */
  void undo(long size) {
    files.deleteAll(new Leftovers(files).beyond(size));
  }

  /**
   * When this returns, everybody sees the head.
   *
   * @throws CloisterException CL-0909 if the disk failed or is full
   */
  void publish(long size, SignedNote head) {
    show(List.of(Paths.archived(size), Paths.CHECKPOINT), head);
  }

  /**
   * Replaces the lines under the head that everybody sees already; its copy in {@code checkpoints/}
   * stays.
   *
   * @throws CloisterException as {@link #publish}
   */
  void cosign(SignedNote head) {
    show(List.of(Paths.CHECKPOINT), head);
  }

  private void show(List<String> paths, SignedNote head) {
    try {
      for (String path : paths) {
        files.put(path, head.toBytes());
      }
    } catch (NotWritten e) {
      throw DiskSpace.full(e);
    }
  }

  /** An interrupted removal leaves files that harm nobody. */
  void removeReplaced(long before, long now) {
    Leftovers leftovers = new Leftovers(files);
    List<String> paths = new ArrayList<>();
    for (Tile tile : Tile.between(before, now)) {
      if (tile.isFull()) {
        paths.addAll(leftovers.replaced(tile));
      }
    }
    files.deleteAll(paths);
  }

  /** What the disk gives back is what was meant, and its root is the head's. */
  private void readBack(Map<String, byte[]> batch, Checkpoint head) {
    batch.forEach(
        (path, content) -> {
          Optional<byte[]> there = files.read(path, content.length);
          if (there.isEmpty() || !Arrays.equals(there.get(), content)) {
            throw Halt.corrupt("the disk gave back other bytes of " + path);
          }
        });
    if (!new TileTree(stored, head.size()).root().equals(head.root())) {
      throw Halt.corrupt("the stored tiles do not give the new root");
    }
  }
}
