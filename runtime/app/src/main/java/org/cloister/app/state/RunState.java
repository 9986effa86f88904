package org.cloister.app.state;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import org.cloister.app.record.HistoryFile;
import org.cloister.engine.Checkpoint;
import org.cloister.engine.Resumption;
import org.cloister.engine.SiteMemory;
import org.cloister.engine.wire.StateCodec;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.Vectors;
import org.cloister.node.StateSink;

/**
 * What a run keeps to go on from, in {@code state/} and in {@code sites/ID/state/} of its folder,
 * and the lock on it.
 *
 * <p>A checkpoint is whole only with the memories that it names, and those come when their sites
 * get to it, perhaps after the next checkpoint. So the newest whole checkpoint stays until there is
 * a newer whole one, together with all that may still become whole; from the first one on, which
 * names no memory, there is always one to go on from. Every file appears at once and with its
 * digest, so that a crash leaves nothing damaged, and what is damaged is never used. Safe for
 * concurrent use.
 */
public final class RunState implements AutoCloseable {

  private static final String COORDINATOR = ""; // no site is called so
  private static final String JOURNAL = "journal";

  private final Path out;
  private final List<String> sites;
  private final RunLock lock;
  private final StateFolder folder;
  private StateIndex file;
  private final NavigableMap<Long, Map<String, Long>> checkpoints = new TreeMap<>();
  private final Map<String, Set<Long>> memories = new HashMap<>();

  private RunState(Path out, Collection<String> sites, RunLock lock, StateIndex file) {
    this.out = out;
    this.sites = List.copyOf(sites);
    this.lock = lock;
    this.folder = StateFolder.ofCoordinator(out);
    this.file = file;
  }

  /**
   * Begins to keep the state of a run in {@code out}, which is there.
   *
   * @throws CloisterException {@link ErrorCode#OUTPUT_BUSY} if another run has it
   */
  public static RunState create(Path out, RunIdentity identity) {
    StateFolder folder = StateFolder.ofCoordinator(out);
    folder.make();
    RunLock lock = RunLock.take(folder.path());
    try {
      StateIndex file =
          new StateIndex(UUID.randomUUID().toString(), identity.json(), false, false, 0);
      file.write(folder.path());
      return new RunState(out, identity.data().keySet(), lock, file);
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /**
   * Takes up the state of an earlier run; changes nothing but the lock.
   *
   * @param identity of this run
   * @throws CloisterException {@link ErrorCode#RESUME_REFUSED} if there is no such run, it is
   *     another or it is complete; {@link ErrorCode#STATE_DAMAGED}; {@link ErrorCode#OUTPUT_BUSY}
   */
  public static RunState open(Path out, RunIdentity identity) {
    StateFolder folder = StateFolder.ofCoordinator(out);
    StateIndex.read(folder.path()); // before anything is made there
    RunLock lock = RunLock.take(folder.path());
    try {
      StateIndex file = StateIndex.read(folder.path());
      CloisterException.require(
          !file.ended(),
          ErrorCode.RESUME_REFUSED,
          "The run in " + out + " is complete; there is nothing to resume.");
      identity.requireSame(file.identity());
      return new RunState(out, identity.data().keySet(), lock, file);
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /**
   * Finds where to go on; changes nothing.
   *
   * @param vectors where what is read is put
   * @throws CloisterException {@link ErrorCode#STATE_DAMAGED} if a file that is needed is missing
   *     or is not as it was written
   */
  public synchronized ResumePoint find(Vectors vectors) {
    Path history = out.resolve("history.jsonl");
    NavigableMap<Long, Path> kept = folder.files();
    if (kept.isEmpty()) {
      if (file.saved()) {
        throw StateFile.damaged(folder.file(0), "no checkpoint is there any more");
      }
      return new ResumePoint(Optional.empty(), Map.of(), HistoryFile.Head.none());
    }
    for (Path candidate : kept.descendingMap().values()) {
      StateFile read = StateFile.read(candidate, file.run(), COORDINATOR, vectors);
      Checkpoint checkpoint =
          decoded(candidate, () -> StateCodec.checkpoint(read.header(), read.floats()));
      if (missing(checkpoint).isEmpty()) {
        HistoryFile.Head head = HistoryFile.head(history, checkpoint.events(), read.mark());
        return new ResumePoint(
            Optional.of(new Resumption(checkpoint, head.events())),
            memories(checkpoint, vectors),
            head);
      }
    }
    StateFile newest =
        StateFile.read(kept.lastEntry().getValue(), file.run(), COORDINATOR, vectors);
    Checkpoint checkpoint = StateCodec.checkpoint(newest.header(), newest.floats());
    throw StateFile.damaged(missing(checkpoint).get(0), "it is missing");
  }

  private List<Path> missing(Checkpoint checkpoint) {
    return checkpoint.committed().entrySet().stream()
        .map(named -> StateFolder.ofSite(out, known(named.getKey())).file(named.getValue()))
        .filter(path -> !Files.exists(path))
        .toList();
  }

  private String known(String site) {
    if (!sites.contains(site)) {
      throw StateFile.damaged(folder.path(), "a checkpoint names a site that is not in the job");
    }
    return site;
  }

  private Map<String, SiteMemory> memories(Checkpoint checkpoint, Vectors vectors) {
    Map<String, SiteMemory> found = new HashMap<>();
    checkpoint
        .committed()
        .forEach(
            (site, ask) -> {
              Path path = StateFolder.ofSite(out, site).file(ask);
              StateFile read = StateFile.read(path, file.run(), site, vectors);
              StateCodec.Remembered remembered =
                  decoded(path, () -> StateCodec.memory(read.header(), read.floats()));
              if (remembered.ask() != ask) {
                throw StateFile.damaged(path, "it belongs to another round");
              }
              found.put(site, remembered.memory());
            });
    return found;
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

  /**
   * Drops all that came after {@code point}. First the checkpoints, so that whatever stops this
   * finds the same point again; {@code cut} shortens the history; then what sites remember.
   */
  public synchronized <T> T rewind(ResumePoint point, Supplier<T> cut) {
    Optional<Checkpoint> to = point.from().map(Resumption::checkpoint);
    long round = to.map(Checkpoint::round).orElse(-1);
    folder.files().keySet().stream().filter(number -> number != round).forEach(folder::delete);
    folder.force();
    file = file.takenUp();
    file.write(folder.path());
    T result = cut.get();
    for (String site : sites) {
      StateFolder own = StateFolder.ofSite(out, site);
      Optional<Long> named = to.map(Checkpoint::committed).map(all -> all.get(site));
      own.files().keySet().stream()
          .filter(ask -> named.isEmpty() || !named.get().equals(ask))
          .forEach(own::delete);
      named.ifPresent(ask -> memories(site).add(ask));
    }
    to.ifPresent(checkpoint -> checkpoints.put(round, checkpoint.committed()));
    return result;
  }

  /** How often the run was taken up again, this time included; on disk already. */
  public synchronized int resumed() {
    return file.resumed();
  }

  /** The journal of the coordinator, which outlives the process. */
  public SessionJournal journal() {
    return new FileJournal(folder.path().resolve(JOURNAL));
  }

  /** The journal of a site's sessions, which outlives the process. */
  public SessionJournal journal(String site) {
    StateFolder own = StateFolder.ofSite(out, known(site));
    own.make();
    return new FileJournal(own.path().resolve(JOURNAL));
  }

  /**
   * Where the coordinator keeps its checkpoints.
   *
   * @param mark the digest of the history so far
   */
  public StateSink coordinator(Supplier<String> mark) {
    return new StateSink() {
      @Override
      public void save(Checkpoint checkpoint) {
        StateFile.of(file.run(), COORDINATOR, mark.get(), StateCodec.encode(checkpoint))
            .write(folder.file(checkpoint.round()));
        saved(checkpoint);
      }

      @Override
      public void remember(long ask, SiteMemory memory) {
        throw new IllegalStateException("a coordinator has no data to remember");
      }
    };
  }

  /** Where a site keeps what it remembers. */
  public StateSink site(String site) {
    StateFolder own = StateFolder.ofSite(out, site);
    own.make();
    return new StateSink() {
      @Override
      public void save(Checkpoint checkpoint) {
        throw new IllegalStateException("a site has no checkpoints");
      }

      @Override
      public void remember(long ask, SiteMemory memory) {
        StateCodec.Remembered state = new StateCodec.Remembered(ask, memory);
        StateFile.of(file.run(), site, "", StateCodec.encode(state)).write(own.file(ask));
        remembered(site, ask);
      }
    };
  }

  private synchronized void saved(Checkpoint checkpoint) {
    if (!file.saved()) {
      file = file.withCheckpoint();
      file.write(folder.path());
    }
    checkpoints.put((long) checkpoint.round(), checkpoint.committed());
    prune();
  }

  private synchronized void remembered(String site, long ask) {
    memories(site).add(ask);
    prune();
  }

  private Set<Long> memories(String site) {
    return memories.computeIfAbsent(site, name -> new LinkedHashSet<>());
  }

  private boolean whole(Map<String, Long> committed) {
    return committed.entrySet().stream()
        .allMatch(named -> memories(named.getKey()).contains(named.getValue()));
  }

  /** Of those that are not whole yet, the oldest and the newest stay: one of them will be. */
  private void prune() {
    Optional<Long> whole =
        checkpoints.descendingMap().entrySet().stream()
            .filter(entry -> whole(entry.getValue()))
            .map(Map.Entry::getKey)
            .findFirst();
    if (whole.isEmpty()) {
      return;
    }
    Set<Long> keep = new HashSet<>(List.of(whole.get(), checkpoints.lastKey()));
    Optional.ofNullable(checkpoints.higherKey(whole.get())).ifPresent(keep::add);
    for (long round : List.copyOf(checkpoints.keySet())) {
      if (!keep.contains(round)) {
        checkpoints.remove(round);
        folder.delete(round);
      }
    }
    memories.forEach(this::prune);
  }

  /** What a site remembered before something that a checkpoint names is never named again. */
  private void prune(String site, Set<Long> asks) {
    Set<Long> named = new HashSet<>();
    checkpoints.values().forEach(committed -> named.add(committed.getOrDefault(site, -1L)));
    List<Long> order = List.copyOf(asks);
    int last = -1;
    for (int i = 0; i < order.size(); i++) {
      last = named.contains(order.get(i)) ? i : last;
    }
    StateFolder own = StateFolder.ofSite(out, site);
    for (long ask : order.subList(0, Math.max(0, last))) {
      if (!named.contains(ask)) {
        asks.remove(ask);
        own.delete(ask);
      }
    }
  }

  /** The run is complete: says so, and drops what nobody needs any more. */
  public synchronized void end() {
    file = file.complete();
    file.write(folder.path());
    folder.files().keySet().forEach(folder::delete);
    new StateFolder(folder.path().resolve(JOURNAL), "").deleteAll();
    sites.forEach(site -> StateFolder.ofSite(out, site).deleteAll());
  }

  /** Removes every trace of a run that never started. */
  public synchronized void discard() {
    close();
    sites.forEach(site -> StateFolder.ofSite(out, site).deleteAll());
    folder.deleteAll();
  }

  @Override
  public void close() {
    lock.close();
  }
}
