package org.cloister.app.state;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.function.Supplier;
import org.cloister.app.record.HistoryFile;
import org.cloister.engine.Checkpoint;
import org.cloister.engine.Resumption;
import org.cloister.engine.SiteMemory;
import org.cloister.engine.wire.StateCodec;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.Vectors;

/**
 * Looks for the newest checkpoint all of whose memories are there; changes nothing.
 *
 * @param folders of the run
 * @param index what it says of itself
 * @param vectors where what is read is put
 */
record ResumeSearch(RunFolders folders, StateIndex index, Vectors vectors) {

  /**
   * Where to go on.
   *
   * @throws CloisterException {@link ErrorCode#STATE_DAMAGED} if a file that is needed is missing
   *     or is not as it was written
   */
  ResumePoint find() {
    StateFolder folder = folders.coordinator();
    NavigableMap<Long, Path> kept = folder.files();
    if (kept.isEmpty()) {
      if (index.saved()) {
        throw StateFile.damaged(folder.file(0), "no checkpoint is there any more");
      }
      return new ResumePoint(Optional.empty(), Map.of(), HistoryFile.Head.none());
    }
    for (Path candidate : kept.descendingMap().values()) {
      StateFile read = ofCoordinator(candidate);
      Checkpoint checkpoint =
          decoded(candidate, () -> StateCodec.checkpoint(read.header(), read.floats()));
      if (missing(checkpoint).isEmpty()) {
        return point(checkpoint, read.mark());
      }
    }
    StateFile newest = ofCoordinator(kept.lastEntry().getValue());
    Checkpoint checkpoint = StateCodec.checkpoint(newest.header(), newest.floats());
    throw StateFile.damaged(missing(checkpoint).get(0), "it is missing");
  }

  private StateFile ofCoordinator(Path file) {
    return StateFile.read(file, index.run(), RunState.COORDINATOR, vectors);
  }

  private ResumePoint point(Checkpoint checkpoint, String mark) {
    Path history = folders.out().resolve("history.jsonl");
    HistoryFile.Head head = HistoryFile.head(history, checkpoint.events(), mark);
    return new ResumePoint(
        Optional.of(new Resumption(checkpoint, head.events())), memories(checkpoint), head);
  }

  private List<Path> missing(Checkpoint checkpoint) {
    return checkpoint.committed().entrySet().stream()
        .map(named -> folders.site(named.getKey()).file(named.getValue()))
        .filter(path -> !Files.exists(path))
        .toList();
  }

  private Map<String, SiteMemory> memories(Checkpoint checkpoint) {
    Map<String, SiteMemory> found = new HashMap<>();
    checkpoint.committed().forEach((site, ask) -> found.put(site, memory(site, ask)));
    return found;
  }

  private SiteMemory memory(String site, long ask) {
    Path path = folders.site(site).file(ask);
    StateFile read = StateFile.read(path, index.run(), site, vectors);
    StateCodec.Remembered remembered =
        decoded(path, () -> StateCodec.memory(read.header(), read.floats()));
    if (remembered.ask() != ask) {
      throw StateFile.damaged(path, "it belongs to another round");
    }
    return remembered.memory();
  }

  private static <T> T decoded(Path file, Supplier<T> decoding) {
    try {
      return decoding.get();
    } catch (CloisterException e) {
      throw new CloisterException(
          ErrorCode.STATE_DAMAGED,
          "The file " + file + " must hold the state of a run, does not.",
          e);
    }
  }
}
