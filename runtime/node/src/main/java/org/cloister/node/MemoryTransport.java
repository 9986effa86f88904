package org.cloister.node;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.Quoted;
import org.cloister.model.Seeds;

/**
 * Frames of bytes between endpoints of one process. Nothing but bytes gets across, and they are
 * copied: what two parties share, they share by saying it, as they would over a network. What it
 * owes to those above it is what {@link MessageChannel} says of any transport; without faults it
 * loses nothing and keeps the order. Safe for concurrent use.
 */
public final class MemoryTransport implements AutoCloseable {
  /** The most bytes of a frame. */
  public static final int MAX_FRAME_BYTES = 1 << 20;

  /** The most bytes that wait at an endpoint, unless something else was said. */
  public static final long DEFAULT_QUEUE_BYTES = 8L << 20;

  /** What a frame costs beside its bytes, so that empty frames do not come for free. */
  private static final int FRAME_OVERHEAD_BYTES = 64;

  private final long maxQueueBytes;
  private final TransportFaults faults;
  private final Map<String, Endpoint> endpoints = new ConcurrentHashMap<>();
  private final ScheduledExecutorService delays =
      Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("transport-delay"));

  /** A transport where nothing goes wrong. */
  public MemoryTransport() {
    this(DEFAULT_QUEUE_BYTES, TransportFaults.none());
  }

  /**
   * A transport.
   *
   * @param maxQueueBytes the most bytes that wait at an endpoint; room for one frame at least
   */
  public MemoryTransport(long maxQueueBytes, TransportFaults faults) {
    CloisterException.require(
        maxQueueBytes >= MAX_FRAME_BYTES + FRAME_OVERHEAD_BYTES,
        ErrorCode.SETTING_INVALID,
        "maxQueueBytes must hold a frame of "
            + MAX_FRAME_BYTES
            + " bytes, was "
            + maxQueueBytes
            + ".");
    this.maxQueueBytes = maxQueueBytes;
    this.faults = faults;
  }

  /** A new endpoint; the name must not be in use. */
  public Endpoint open(String name) {
    Endpoint endpoint = new Endpoint(name);
    CloisterException.require(
        endpoints.putIfAbsent(name, endpoint) == null,
        ErrorCode.JOB_INVALID,
        "Names of endpoints must be unique, " + Quoted.of(name) + " is in use.");
    return endpoint;
  }

  @Override
  public void close() {
    endpoints.values().forEach(Endpoint::close);
    delays.shutdownNow();
  }

  /** One party's end. */
  public final class Endpoint implements AutoCloseable {
    private final String name;
    private final ArrayDeque<Frame> queue = new ArrayDeque<>();
    private final Map<String, SplittableRandom> chances = new HashMap<>();
    private long reservedBytes;
    private boolean closed;

    private Endpoint(String name) {
      this.name = name;
    }

    /** Its name, which receivers see as the sender. */
    public String name() {
      return name;
    }

    /**
     * Sends a copy of {@code frame}; waits while the receiver's queue is full. A frame to nobody is
     * lost.
     *
     * @throws CloisterException {@link ErrorCode#MESSAGE_TOO_LARGE} for more than {@link
     *     #MAX_FRAME_BYTES}
     */
    public void send(String to, byte[] frame) throws InterruptedException {
      requireFits(frame);
      Endpoint receiver = endpoints.get(to);
      if (receiver == null) {
        return;
      }
      SplittableRandom chance = chance(to);
      boolean dropped;
      boolean twice;
      long[] delayNanos = new long[2];
      synchronized (chance) {
        dropped = chance.nextDouble() < faults.drop();
        twice = chance.nextDouble() < faults.duplicate();
        for (int i = 0; i < 2; i++) {
          boolean late = chance.nextDouble() < faults.delay();
          delayNanos[i] = late ? (long) (chance.nextDouble() * faults.maxDelay().toNanos()) : 0;
        }
      }
      if (dropped) {
        return;
      }
      for (int i = 0; i < (twice ? 2 : 1); i++) {
        // Room is taken now, so that what is under way counts and late delivery never waits.
        if (!receiver.reserve(frame.length)) {
          return;
        }
        Frame copy = new Frame(name, frame.clone());
        if (delayNanos[i] == 0) {
          receiver.deliver(copy);
        } else {
          deliverLater(receiver, copy, delayNanos[i]);
        }
      }
    }

    /**
     * Sends a copy of a small {@code frame} unless the receiver's queue is full, and never waits.
     * As any frame it may get lost.
     *
     * @throws CloisterException {@link ErrorCode#MESSAGE_TOO_LARGE} for more than {@link
     *     #MAX_FRAME_BYTES}
     */
    public void offer(String to, byte[] frame) {
      requireFits(frame);
      Endpoint receiver = endpoints.get(to);
      if (receiver != null) {
        receiver.deliverIfRoom(new Frame(name, frame.clone()));
      }
    }

    private synchronized void deliverIfRoom(Frame frame) {
      long bytes = frame.bytes().length + (long) FRAME_OVERHEAD_BYTES;
      if (!closed && reservedBytes + bytes <= maxQueueBytes) {
        reservedBytes += bytes;
        queue.add(frame);
        notifyAll();
      }
    }

    private static void requireFits(byte[] frame) {
      CloisterException.require(
          frame.length <= MAX_FRAME_BYTES,
          ErrorCode.MESSAGE_TOO_LARGE,
          "A frame must have at most " + MAX_FRAME_BYTES + " bytes, had " + frame.length + ".");
    }

    private void deliverLater(Endpoint receiver, Frame frame, long nanos) {
      try {
        ScheduledFuture<?> unused =
            delays.schedule(() -> receiver.deliver(frame), nanos, TimeUnit.NANOSECONDS);
      } catch (RejectedExecutionException e) {
        // The transport was closed: what is under way is lost.
        receiver.close();
      }
    }

    private synchronized SplittableRandom chance(String to) {
      return chances.computeIfAbsent(
          to,
          t ->
              new SplittableRandom(
                  Seeds.derive(faults.seed(), "transport", 0, name + ">" + t, "")));
    }

    private synchronized boolean reserve(int bytes) throws InterruptedException {
      while (!closed && reservedBytes + bytes + FRAME_OVERHEAD_BYTES > maxQueueBytes) {
        wait();
      }
      reservedBytes += bytes + FRAME_OVERHEAD_BYTES;
      return !closed;
    }

    private synchronized void deliver(Frame frame) {
      if (!closed) {
        queue.add(frame);
        notifyAll();
      }
    }

    /**
     * The next frame; waits for it.
     *
     * @throws InterruptedException if the thread was interrupted or the endpoint closed
     */
    public synchronized Frame receive() throws InterruptedException {
      while (!closed && queue.isEmpty()) {
        wait();
      }
      return taken().orElseThrow();
    }

    /**
     * The next frame; waits for it {@code atMost} that long.
     *
     * @throws InterruptedException as {@link #receive()}
     */
    public synchronized Optional<Frame> receive(Duration atMost) throws InterruptedException {
      long until = System.nanoTime() + atMost.toNanos();
      long left = atMost.toNanos();
      while (!closed && queue.isEmpty() && left > 0) {
        TimeUnit.NANOSECONDS.timedWait(this, left);
        left = until - System.nanoTime();
      }
      return taken();
    }

    private Optional<Frame> taken() throws InterruptedException {
      if (closed) {
        throw new InterruptedException("the endpoint is closed");
      }
      Optional<Frame> frame = Optional.ofNullable(queue.poll());
      frame.ifPresent(one -> reservedBytes -= one.bytes().length + FRAME_OVERHEAD_BYTES);
      notifyAll();
      return frame;
    }

    /** How many bytes wait here or are under way, counting what frames cost beside their bytes. */
    public synchronized long queuedBytes() {
      return reservedBytes;
    }

    /** Nothing more is received; frames to it are lost. */
    @Override
    public void close() {
      endpoints.remove(name, this);
      synchronized (this) {
        closed = true;
        queue.clear();
        notifyAll();
      }
    }
  }
}
