package org.cloister.app.state;

import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
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

  static final String COORDINATOR = ""; // no site is called so
  private static final String JOURNAL = "journal";

  private final RunFolders folders;
  private final StateFolder folder;
  private final KeptStates kept;
  private final RunLock lock;
  private StateIndex file;

  private RunState(RunFolders folders, RunLock lock, StateIndex file) {
    this.folders = folders;
    this.folder = folders.coordinator();
    this.kept = new KeptStates(folders);
    this.lock = lock;
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
      return new RunState(RunFolders.of(out, identity), lock, file);
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
      return new RunState(RunFolders.of(out, identity), lock, file);
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
    return new ResumeSearch(folders, file, vectors).find();
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
    for (String site : folders.sites()) {
      StateFolder own = folders.site(site);
      Optional<Long> named = to.map(Checkpoint::committed).map(all -> all.get(site));
      own.files().keySet().stream()
          .filter(ask -> named.isEmpty() || !named.get().equals(ask))
          .forEach(own::delete);
    }
    to.ifPresent(kept::goOn);
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
    StateFolder own = folders.site(site);
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
    StateFolder own = folders.site(site);
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
    kept.saved(checkpoint);
  }

  private synchronized void remembered(String site, long ask) {
    kept.remembered(site, ask);
  }

  /** The run is complete: says so, and drops what nobody needs any more. */
  public synchronized void end() {
    file = file.complete();
    file.write(folder.path());
    folder.files().keySet().forEach(folder::delete);
    new StateFolder(folder.path().resolve(JOURNAL), "").deleteAll();
    folders.sites().forEach(site -> folders.site(site).deleteAll());
  }

  /** Removes every trace of a run that never started. */
  public synchronized void discard() {
    close();
    folders.sites().forEach(site -> folders.site(site).deleteAll());
    folder.deleteAll();
  }

  @Override
  public void close() {
    lock.close();
  }
}
