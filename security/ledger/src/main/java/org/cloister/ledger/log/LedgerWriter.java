package org.cloister.ledger.log;

import java.io.Closeable;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cloister.ledger.entry.Entry;
import org.cloister.ledger.entry.Genesis;
import org.cloister.ledger.entry.SignedBody;
import org.cloister.ledger.note.Checkpoint;
import org.cloister.ledger.note.SignatureLine;
import org.cloister.ledger.note.SignedNote;
import org.cloister.ledger.store.DurableFiles;
import org.cloister.ledger.store.LedgerStore;
import org.cloister.ledger.store.NotWritten;
import org.cloister.ledger.tree.ConsistencyProof;
import org.cloister.ledger.tree.TileTree;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;

/**
 * The one writer of a ledger.
 *
 * <p>An append goes in two steps. {@link #commit} writes bundles and tiles under new names, reads
 * them back and recomputes the root from what the disk gives, and then writes {@code
 * .state/pending}: from here on this is the only legal next head, whatever happens. Only then it
 * signs. {@link #publish} makes the head visible, after the witnesses were asked. Whoever got a
 * {@link Published} finds these entries after any crash, exactly once.
 *
 * <p><b>Fail closed.</b> After an error whose outcome on the disk is unknown the writer takes
 * nothing more; the next {@link #open} finds out what was committed. A disk that runs full before
 * anything was committed leaves the writer able to record its own stop ({@link #recordStop}).
 *
 * <p>Safe for any thread; one call at a time.
 */
public final class LedgerWriter implements AutoCloseable {

  private final AppendFiles files;
  private final StoredLog stored;
  private final LedgerSettings settings;
  private final PlaceCheck places;
  private final DiskSpace space;
  private final Closeable lock;

  private WriterState state = WriterState.OPEN;
  private GrowingLog log;
  private PublishedLog published;
  private Optional<Commit> open = Optional.empty();

  LedgerWriter(
      DurableFiles files,
      LedgerSettings settings,
      DiskSpace space,
      Closeable lock,
      GrowingLog log,
      Optional<SignedNote> note) {
    this.stored = new StoredLog(files);
    this.files = new AppendFiles(files, stored);
    this.settings = settings;
    this.places = new PlaceCheck(settings);
    this.space = space;
    this.lock = lock;
    this.log = log;
    this.published = PublishedLog.of(stored, note);
  }

  /**
   * Opens a ledger, or an empty folder as a new one, whose first entry has to be a {@link Genesis}.
   * What was committed and not published is published now; what was not committed is removed; both
   * leave a recovery entry.
   *
   * @param heads what the witnesses answered; none where there are none yet
   * @throws CloisterException CL-0904 if another process writes it, CL-0901 if it is damaged,
   *     CL-0902 if it is older than what was promised, CL-0903 if there are two histories, CL-0909
   *     or CL-0910 if the disk does not serve
   */
  public static LedgerWriter open(
      LedgerStore store, LedgerSettings settings, List<WitnessAnswer> heads) {
    return new Opening(store, settings).open(heads);
  }

  /**
   * The first step of an append: afterwards these entries are on the disk for good.
   *
   * @param bodies at least one, in this order
   * @throws CloisterException CL-0905 if an entry does not belong here, CL-0910 if the disk is
   *     nearly full: nothing was written then; CL-0909 if the disk failed, CL-0911 if the writer
   *     has stopped
   */
  public synchronized Commit commit(List<SignedBody> bodies) {
    state.require(WriterState.OPEN);
    places.check(bodies, log.size());
    if (!space.permits(bodies.size())) {
      state = WriterState.ONLY_STOP;
      throw DiskSpace.nearlyFull();
    }
    return write(bodies);
  }

  private Commit write(List<SignedBody> bodies) {
    GrowingLog next = log.copy();
    Map<String, byte[]> batch = new LinkedHashMap<>();
    for (SignedBody body : bodies) {
      Entry entry = Entry.of(body, next.size(), next.last(), settings.clock().instant());
      next.add(entry.bytes().toArray(), batch);
    }
    batch.putAll(next.partials(log.size()));
    Checkpoint head = new Checkpoint(settings.origin(), next.size(), next.root());
    state = WriterState.STOPPED;
    try {
      files.commit(batch, head);
    } catch (NotWritten e) {
      files.undo(log.size());
      state = WriterState.ONLY_STOP;
      throw DiskSpace.full(e);
    }
    Commit commit =
        new Commit(
            log.size(),
            head,
            settings.log().sign(head),
            new TileTree(stored, head.size()).consistency(published.size()));
    log = next;
    open = Optional.of(commit);
    state = WriterState.COMMITTED;
    return commit;
  }

  /**
   * The second step: makes a commit visible, with what the witnesses said by now.
   *
   * @param cosignatures lines from witnesses; bad ones of known witnesses are refused, unknown ones
   *     kept unread
   * @throws CloisterException CL-0906 if a known witness's line does not hold; the commit stays
   *     open
   */
  public synchronized Published publish(Commit commit, List<SignatureLine> cosignatures) {
    state.require(WriterState.COMMITTED);
    if (open.isEmpty() || !open.get().equals(commit)) {
      throw new IllegalArgumentException("the commit that is open must be published");
    }
    SignedNote signed = commit.note().with(cosignatures);
    Published answer = new Published(commit.first(), signed, settings.policy().check(signed));
    state = WriterState.STOPPED;
    long before = published.size();
    long now = commit.head().size();
    files.publish(now, signed);
    published = new PublishedLog(stored, now, Optional.of(signed));
    open = Optional.empty();
    files.removeReplaced(before, now);
    state = WriterState.OPEN;
    return answer;
  }

  /** Both steps without asking witnesses. */
  public synchronized Published append(List<SignedBody> bodies) {
    return publish(commit(bodies), List.of());
  }

  /**
   * Adds cosignatures that came late to the published head; the copy in {@code checkpoints/} stays
   * as it was published.
   *
   * @throws CloisterException CL-0906 if a known witness's line does not hold
   */
  public synchronized Published cosign(List<SignatureLine> cosignatures) {
    state.require(WriterState.OPEN);
    SignedNote signed = published.head().with(cosignatures);
    Published answer = new Published(published.size(), signed, settings.policy().check(signed));
    state = WriterState.STOPPED;
    files.cosign(signed);
    published = published.with(signed);
    state = WriterState.OPEN;
    return answer;
  }

  /**
   * Records why the node stops, from the reserve if the disk is full, and takes nothing after it.
   *
   * @throws CloisterException CL-0909 if not even that could be written
   */
  public synchronized Published recordStop(SignedBody incident) {
    state.requireStoppable();
    places.check(List.of(incident), log.size());
    space.releaseReserve();
    Commit commit = write(List.of(incident));
    Published answer = publish(commit, List.of());
    state = WriterState.STOPPED;
    return answer;
  }

  /** The published head with its signatures; empty before the first entry. */
  public synchronized Optional<SignedNote> checkpoint() {
    return published.note();
  }

  /**
   * The receipt of an entry under the published head.
   *
   * @throws CloisterException CL-0915 if the head does not cover it yet
   */
  public synchronized Receipt receipt(long seq) {
    return published.receipt(seq);
  }

  /** A published entry. */
  public synchronized Entry entry(long seq) {
    return published.entry(seq);
  }

  /** That the newest head, committed or published, continues the one of {@code oldSize} entries. */
  public synchronized ConsistencyProof consistency(long oldSize) {
    return new TileTree(stored, log.size()).consistency(oldSize);
  }

  /** Gives the lock back. What is committed and not published is published by the next open. */
  @Override
  public synchronized void close() {
    state = WriterState.STOPPED;
    try {
      lock.close();
    } catch (IOException e) {
      throw new CloisterException(
          ErrorCode.LEDGER_STORAGE, "The ledger's lock must be given back, but could not be.", e);
    }
  }
}
