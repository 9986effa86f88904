package org.cloister.ledger.log;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cloister.ledger.entry.BodySigner;
import org.cloister.ledger.entry.Entry;
import org.cloister.ledger.entry.EntryBody;
import org.cloister.ledger.entry.Genesis;
import org.cloister.ledger.entry.PartyKey;
import org.cloister.ledger.entry.SignedBody;
import org.cloister.ledger.note.Checkpoint;
import org.cloister.ledger.note.SignatureLine;
import org.cloister.ledger.note.SignedNote;
import org.cloister.ledger.store.DurableFiles;
import org.cloister.ledger.store.LedgerStore;
import org.cloister.ledger.store.NotWritten;
import org.cloister.ledger.tree.ConsistencyProof;
import org.cloister.ledger.tree.Tile;
import org.cloister.ledger.tree.TileTree;
import org.cloister.model.Bytes;
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

  private enum State {
    OPEN,
    COMMITTED,
    ONLY_STOP,
    STOPPED
  }

  private final DurableFiles files;
  private final StoredLog stored;
  private final LedgerSettings settings;
  private final DiskSpace space;
  private final Closeable lock;

  private State state = State.OPEN;
  private GrowingLog log;
  private long publishedSize;
  private Optional<SignedNote> note;
  private Optional<Commit> open = Optional.empty();

  LedgerWriter(
      DurableFiles files,
      LedgerSettings settings,
      DiskSpace space,
      Closeable lock,
      GrowingLog log,
      Optional<SignedNote> note) {
    this.files = files;
    this.stored = new StoredLog(files);
    this.settings = settings;
    this.space = space;
    this.lock = lock;
    this.log = log;
    this.note = note;
    this.publishedSize = note.map(n -> Checkpoint.read(n.text()).size()).orElse(0L);
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
   * Steps 1 to 6 of an append: afterwards these entries are on the disk for good.
   *
   * @param bodies at least one, in this order
   * @throws CloisterException CL-0905 if an entry does not belong here, CL-0910 if the disk is
   *     nearly full: nothing was written then; CL-0909 if the disk failed, CL-0911 if the writer
   *     has stopped
   */
  public synchronized Commit commit(List<SignedBody> bodies) {
    requireState(State.OPEN);
    lint(bodies);
    if (!space.permits(bodies.size())) {
      state = State.ONLY_STOP;
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
    state = State.STOPPED;
    try {
      files.putAll(batch);
      readBack(batch, head);
      files.put(Paths.PENDING, head.toBytes());
    } catch (NotWritten e) {
      files.deleteAll(new Leftovers(files).beyond(log.size()));
      state = State.ONLY_STOP;
      throw DiskSpace.full(e);
    }
    Commit commit =
        new Commit(
            log.size(),
            head,
            settings.log().sign(head),
            new TileTree(stored, head.size()).consistency(publishedSize));
    log = next;
    open = Optional.of(commit);
    state = State.COMMITTED;
    return commit;
  }

  /**
   * Steps 7 to 10: makes a commit visible, with what the witnesses said by now.
   *
   * @param cosignatures lines from witnesses; bad ones of known witnesses are refused, unknown ones
   *     kept unread
   * @throws CloisterException CL-0906 if a known witness's line does not hold; the commit stays
   *     open
   */
  public synchronized Published publish(Commit commit, List<SignatureLine> cosignatures) {
    requireState(State.COMMITTED);
    if (open.isEmpty() || !open.get().equals(commit)) {
      throw new IllegalArgumentException("the commit that is open must be published");
    }
    SignedNote signed = commit.note().with(cosignatures);
    Published published = new Published(commit.first(), signed, settings.policy().check(signed));
    state = State.STOPPED;
    try {
      files.put(Paths.archived(commit.head().size()), signed.toBytes());
      files.put(Paths.CHECKPOINT, signed.toBytes());
    } catch (NotWritten e) {
      throw DiskSpace.full(e);
    }
    long before = publishedSize;
    publishedSize = commit.head().size();
    note = Optional.of(signed);
    open = Optional.empty();
    removeReplaced(before, publishedSize);
    state = State.OPEN;
    return published;
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
    requireState(State.OPEN);
    SignedNote signed = published().with(cosignatures);
    Published published = new Published(publishedSize, signed, settings.policy().check(signed));
    state = State.STOPPED;
    try {
      files.put(Paths.CHECKPOINT, signed.toBytes());
    } catch (NotWritten e) {
      throw DiskSpace.full(e);
    }
    note = Optional.of(signed);
    state = State.OPEN;
    return published;
  }

  /**
   * Records why the node stops, from the reserve if the disk is full, and takes nothing after it.
   *
   * @throws CloisterException CL-0909 if not even that could be written
   */
  public synchronized Published recordStop(SignedBody incident) {
    if (state != State.OPEN && state != State.ONLY_STOP) {
      throw stopped();
    }
    lint(List.of(incident));
    space.releaseReserve();
    Commit commit = write(List.of(incident));
    Published published = publish(commit, List.of());
    state = State.STOPPED;
    return published;
  }

  /** The published head with its signatures; empty before the first entry. */
  public synchronized Optional<SignedNote> checkpoint() {
    return note;
  }

  /**
   * The receipt of an entry under the published head.
   *
   * @throws CloisterException CL-0915 if the head does not cover it yet
   */
  public synchronized Receipt receipt(long seq) {
    var proof = new TileTree(stored, publishedSize).inclusion(seq);
    return new Receipt(Bytes.of(stored(seq)), seq, proof.hashes(), published());
  }

  /** A published entry. */
  public synchronized Entry entry(long seq) {
    return Entry.read(stored(seq));
  }

  /** That the newest head, committed or published, continues the one of {@code oldSize} entries. */
  public synchronized ConsistencyProof consistency(long oldSize) {
    return new TileTree(stored, log.size()).consistency(oldSize);
  }

  private byte[] stored(long seq) {
    CloisterException.require(
        seq >= 0 && seq < publishedSize,
        ErrorCode.PROOF_INVALID,
        "An entry must be published before it is read, was " + seq + " of " + publishedSize + ".");
    long index = seq / Tile.FULL;
    int width = (int) Math.min(Tile.FULL, publishedSize - index * Tile.FULL);
    return stored.entries(index, width).get((int) (seq % Tile.FULL));
  }

  private SignedNote published() {
    return note.orElseThrow(
        () ->
            new CloisterException(
                ErrorCode.PROOF_INVALID,
                "The ledger must have a first entry before it has a head."));
  }

  private void lint(List<SignedBody> bodies) {
    long seq = log.size();
    require(!bodies.isEmpty(), "an append must have an entry");
    for (SignedBody signed : bodies) {
      EntryBody body = signed.body();
      require(body.origin().equals(settings.origin()), "a body must name this log");
      require(
          (body instanceof Genesis) == (seq == 0), "the first entry, and no other, is a genesis");
      if (body instanceof Genesis genesis) {
        require(
            genesis.logKey().equals(settings.log().key().vkey()),
            "the genesis must name the log's key");
        require(namesCoordinator(genesis), "the genesis must name the coordinator's key");
      }
      seq++;
    }
  }

  /** Without it nobody could check what the writer signs itself. */
  private boolean namesCoordinator(Genesis genesis) {
    BodySigner coordinator = settings.coordinator();
    return genesis.keys().stream()
        .anyMatch(
            key ->
                key.role() == PartyKey.Role.SIGNING
                    && key.party().equals(genesis.coordinator())
                    && key.key().equals(coordinator.keyName())
                    && key.publicKey().equals(coordinator.signer().verifyingKey()));
  }

  /** Step 4: what the disk gives back is what was meant, and its root is the head's. */
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

  /** Step 10: an interrupted removal leaves files that harm nobody. */
  private void removeReplaced(long before, long now) {
    Leftovers leftovers = new Leftovers(files);
    List<String> paths = new ArrayList<>();
    for (Tile tile : Tile.between(before, now)) {
      if (tile.isFull()) {
        paths.addAll(leftovers.replaced(tile));
      }
    }
    files.deleteAll(paths);
  }

  private void requireState(State wanted) {
    if (state != wanted) {
      if (state == State.OPEN || state == State.COMMITTED) {
        throw new IllegalStateException("a commit must be published before the next one");
      }
      throw state == State.ONLY_STOP ? DiskSpace.nearlyFull() : stopped();
    }
  }

  private static CloisterException stopped() {
    return new CloisterException(
        ErrorCode.LEDGER_STOPPED,
        "The ledger must be open to take entries, but it has stopped; see the first error of this run.");
  }

  private static void require(boolean condition, String why) {
    CloisterException.require(
        condition,
        ErrorCode.LEDGER_ENTRY_INVALID,
        "An entry must belong at its place: " + why + ".");
  }

  /** Gives the lock back. What is committed and not published is published by the next open. */
  @Override
  public synchronized void close() {
    state = State.STOPPED;
    try {
      lock.close();
    } catch (IOException e) {
      throw new CloisterException(
          ErrorCode.LEDGER_STORAGE, "The ledger's lock must be given back, but could not be.", e);
    }
  }
}
