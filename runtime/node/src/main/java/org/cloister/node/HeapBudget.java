package org.cloister.node;

import java.lang.ref.Cleaner;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.cloister.model.FloatVector;
import org.cloister.model.VectorWriter;
import org.cloister.model.Vectors;
import org.jspecify.annotations.Nullable;

/**
 * Vectors in memory up to a total: many small vectors of a peer must not fill the heap either. What
 * a vector took is given back when it is unreachable. Safe for concurrent use.
 */
final class HeapBudget {
  private static final Cleaner CLEANER = Cleaner.create();

  private final Vectors heap = Vectors.onHeap();
  private final AtomicLong used = new AtomicLong();
  private final long maxBytes;

  HeapBudget(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** A writer, or null if there is no room. */
  @Nullable VectorWriter create(long length) {
    long bytes = length * Float.BYTES;
    if (used.addAndGet(bytes) > maxBytes) {
      used.addAndGet(-bytes);
      return null;
    }
    return new Writer(heap.create(length), new Lease(used, bytes));
  }

  long usedBytes() {
    return used.get();
  }

  private record Lease(AtomicLong used, long bytes, AtomicBoolean ended) {
    Lease(AtomicLong used, long bytes) {
      this(used, bytes, new AtomicBoolean());
    }

    void end() {
      if (ended.compareAndSet(false, true)) {
        used.addAndGet(-bytes);
      }
    }
  }

  private static final class Writer implements VectorWriter {
    private final VectorWriter target;
    private final Lease lease;
    private final AtomicBoolean finished = new AtomicBoolean();

    Writer(VectorWriter target, Lease lease) {
      this.target = target;
      this.lease = lease;
      AtomicBoolean handedOver = finished;
      CLEANER.register(
          this,
          () -> {
            if (!handedOver.get()) {
              lease.end();
            }
          });
    }

    @Override
    public void write(float[] source, int offset, int count) {
      target.write(source, offset, count);
    }

    @Override
    public FloatVector finish() {
      FloatVector vector = target.finish();
      finished.set(true);
      CLEANER.register(vector, lease::end);
      return vector;
    }

    @Override
    public void close() {
      target.close();
      if (!finished.get()) {
        lease.end();
      }
    }
  }
}
