package org.cloister.tck;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.cloister.model.FloatVector;
import org.cloister.model.VectorWriter;
import org.cloister.model.Vectors;

/**
 * The contract of {@link Vectors}, for whoever stores vectors.
 *
 * <ul>
 *   <li>{@code finish_givesWhatWasWritten}: the values, in order, bit by bit.
 *   <li>{@code create_acceptsNoValues}: a vector may be empty.
 *   <li>{@code read_givesRanges}: any range into any place of an array, and nothing beside it.
 *   <li>{@code read_refusesOtherRanges}: ranges outside are an IndexOutOfBoundsException.
 *   <li>{@code read_neverAliases}: whoever changes what was read changes no vector.
 *   <li>{@code write_copies}: whoever changes what was written changes no vector.
 *   <li>{@code write_refusesTooMany}: more values than announced are refused.
 *   <li>{@code finish_refusesTooFew}: fewer values than announced are refused.
 *   <li>{@code finish_happensOnce}: a writer gives its vector away once.
 *   <li>{@code close_isHarmless}: closing twice, unfinished or after finish, leaves vectors whole.
 *   <li>{@code read_isSafeFromManyThreads}: concurrent reads give what single ones do.
 * </ul>
 */
public final class VectorsChecks {

  /** Longer than a usual page or buffer, and a multiple of none. */
  private static final int LENGTH = 20_011;

  private static final int THREADS = 4;

  private final Vectors vectors;
  private final float[] values = Samples.floats(LENGTH, 1000, 8);

  private VectorsChecks(Vectors vectors) {
    this.vectors = vectors;
  }

  /** The rules that {@code vectors} breaks; starts four threads. */
  public static List<Finding> check(Vectors vectors) {
    return run(vectors).findings();
  }

  static Checklist run(Vectors vectors) {
    Checklist list = new Checklist(RoleNames.VECTORS, vectors.getClass().getSimpleName());
    new VectorsChecks(vectors).rules(list);
    return list;
  }

  private void rules(Checklist list) {
    boolean works =
        list.rule(
            "finish_givesWhatWasWritten",
            "A finished vector must hold the values in the order in which they were written.",
            () -> {
              FloatVector made = made();
              return made.length() == LENGTH && Arrays.equals(values, made.toArray());
            });
    if (!works) {
      return;
    }
    list.rule(
        "create_acceptsNoValues",
        "A vector of no values must be possible.",
        () -> {
          try (VectorWriter writer = vectors.create(0)) {
            return writer.finish().length() == 0;
          }
        });
    list.rule(
        "read_givesRanges",
        "A range must be copied to its place in the target and nothing beside it.",
        () -> {
          float[] target = new float[12];
          made().read(16_379, target, 1, 10);
          float[] expected = new float[12];
          System.arraycopy(values, 16_379, expected, 1, 10);
          return Arrays.equals(expected, target);
        });
    list.rule(
        "read_refusesOtherRanges",
        "A range outside the vector must be an IndexOutOfBoundsException.",
        () -> outside(LENGTH - 1, 2) && outside(-1, 1) && outside(LENGTH + 1L, 1));
    list.rule(
        "read_neverAliases",
        "read must copy; no vector may change later.",
        () -> {
          FloatVector made = made();
          float[] target = new float[LENGTH];
          made.read(0, target, 0, LENGTH);
          Arrays.fill(target, 0f);
          Arrays.fill(made.toArray(), 0f);
          return Arrays.equals(values, made.toArray());
        });
    list.rule(
        "write_copies",
        "write must copy before it returns.",
        () -> {
          try (VectorWriter writer = vectors.create(LENGTH)) {
            float[] source = values.clone();
            writer.write(source, 0, LENGTH);
            Arrays.fill(source, 0f);
            return Arrays.equals(values, writer.finish().toArray());
          }
        });
    writers(list);
    list.rule(
        "read_isSafeFromManyThreads",
        "Concurrent reads must give what single ones do.",
        () -> readsConcurrently(made()));
  }

  private void writers(Checklist list) {
    list.rule(
        "write_refusesTooMany",
        "More values than announced must be refused.",
        () -> refused(() -> written(LENGTH - 1, LENGTH)));
    list.rule(
        "finish_refusesTooFew",
        "Fewer values than announced must be an IllegalStateException.",
        () -> refused(() -> written(LENGTH + 1, LENGTH)));
    list.rule(
        "finish_happensOnce",
        "A second finish must be an IllegalStateException.",
        () -> {
          try (VectorWriter writer = vectors.create(LENGTH)) {
            writer.write(values, 0, LENGTH);
            writer.finish();
            return refused(writer::finish);
          }
        });
    list.rule(
        "close_isHarmless",
        "close must do no harm: twice, unfinished, or to a vector that was finished.",
        () -> {
          VectorWriter unfinished = vectors.create(LENGTH);
          unfinished.write(values, 0, 10);
          unfinished.close();
          unfinished.close();
          return Arrays.equals(values, made().toArray());
        });
  }

  private FloatVector made() {
    return written(LENGTH, LENGTH);
  }

  private FloatVector written(int announced, int count) {
    try (VectorWriter writer = vectors.create(announced)) {
      for (int at = 0; at < count; at += 4099) {
        writer.write(values, at, Math.min(4099, count - at));
      }
      return writer.finish();
    }
  }

  private static boolean refused(Callable<?> call) throws Exception {
    try {
      call.call();
      return false;
    } catch (IllegalStateException e) {
      return true;
    }
  }

  private boolean outside(long offset, int count) {
    try {
      made().read(offset, new float[count], 0, count);
      return false;
    } catch (IndexOutOfBoundsException | ArithmeticException e) {
      return e instanceof IndexOutOfBoundsException;
    }
  }

  private boolean readsConcurrently(FloatVector made) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<Boolean>> readers = new ArrayList<>();
      for (int t = 0; t < THREADS; t++) {
        int stride = 97 + 2 * t;
        readers.add(threads.submit(() -> reads(made, stride)));
      }
      boolean same = true;
      for (Future<Boolean> reader : readers) {
        same &= reader.get();
      }
      return same;
    } finally {
      threads.shutdownNow();
    }
  }

  private boolean reads(FloatVector made, int stride) {
    float[] target = new float[stride];
    for (int pass = 0; pass < 5; pass++) {
      for (int at = 0; at + stride <= LENGTH; at += stride) {
        made.read(at, target, 0, stride);
        if (Arrays.mismatch(target, 0, stride, values, at, at + stride) >= 0) {
          return false;
        }
      }
    }
    return true;
  }
}
