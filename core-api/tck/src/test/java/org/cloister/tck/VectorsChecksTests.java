package org.cloister.tck;

import org.cloister.model.FloatVector;
import org.cloister.model.VectorWriter;
import org.cloister.model.Vectors;
import org.junit.jupiter.api.Test;

final class VectorsChecksTests {

  /** Writers and vectors with one door for every mistake. */
  private static class Writer implements VectorWriter {
    final float[] values;
    int written;
    private boolean finished;

    Writer(long length) {
      values = new float[(int) length];
    }

    @Override
    public void write(float[] source, int offset, int count) {
      if (written + count > values.length) {
        tooMany();
        return;
      }
      copy(source, offset, count);
      written += count;
    }

    void copy(float[] source, int offset, int count) {
      System.arraycopy(source, offset, values, written, count);
    }

    void tooMany() {
      throw new IllegalStateException("too many");
    }

    @Override
    public FloatVector finish() {
      if (written != values.length) {
        tooFew();
      }
      if (finished) {
        again();
      }
      finished = true;
      return vector(values);
    }

    void tooFew() {
      throw new IllegalStateException("too few");
    }

    void again() {
      throw new IllegalStateException("again");
    }

    FloatVector vector(float[] made) {
      return new WeakVector(made);
    }

    @Override
    public void close() {}
  }

  private interface Reading {
    void read(float[] values, int offset, float[] target, int targetOffset, int count);
  }

  private static Vectors reading(Reading reading) {
    return length ->
        new Writer(length) {
          @Override
          FloatVector vector(float[] made) {
            return new FloatVector() {
              @Override
              public long length() {
                return made.length;
              }

              @Override
              public void read(long offset, float[] target, int targetOffset, int count) {
                reading.read(made, (int) offset, target, targetOffset, count);
              }
            };
          }
        };
  }

  @Test
  void check_ofBrokenTwins_findsExactlyTheirRules() {
    Twins<Vectors> twins = new Twins<>(VectorsChecks::run);
    writers(twins);
    float[] shared = new float[1 << 15];
    twins
        .broken(
            "read_givesRanges",
            reading(
                (values, offset, target, at, count) -> {
                  System.arraycopy(values, offset, target, at, count);
                  if (at > 0) {
                    target[0] = 1;
                  }
                }))
        .broken(
            "read_refusesOtherRanges",
            reading(
                (values, offset, target, at, count) -> {
                  int start = Math.max(0, Math.min(offset, values.length - count));
                  System.arraycopy(values, start, target, at, count);
                }))
        .broken(
            "read_neverAliases",
            length ->
                new Writer(length) {
                  @Override
                  FloatVector vector(float[] made) {
                    return new Exposed(made);
                  }
                })
        .broken(
            "read_isSafeFromManyThreads",
            reading(
                (values, offset, target, at, count) -> {
                  System.arraycopy(values, offset, shared, 0, count);
                  if (!Thread.currentThread().getName().equals("main")) {
                    shared[0] += Thread.currentThread().getName().hashCode() % 2 == 0 ? 1 : 2;
                  }
                  System.arraycopy(shared, 0, target, at, count);
                }));
    twins.verify(Vectors.onHeap());
  }

  /** Hands out its own array. */
  private static final class Exposed implements FloatVector {
    private final float[] values;

    Exposed(float[] values) {
      this.values = values;
    }

    @Override
    public long length() {
      return values.length;
    }

    @Override
    public void read(long offset, float[] target, int targetOffset, int count) {
      System.arraycopy(values, (int) offset, target, targetOffset, count);
    }

    @Override
    public float[] toArray() {
      return values;
    }
  }

  private static void writers(Twins<Vectors> twins) {
    twins
        .broken(
            "finish_givesWhatWasWritten",
            length ->
                new Writer(length) {
                  @Override
                  void copy(float[] source, int offset, int count) {
                    System.arraycopy(source, 0, values, written, count);
                  }
                })
        .broken(
            "create_acceptsNoValues",
            length -> {
              if (length == 0) {
                throw new IllegalArgumentException("empty");
              }
              return new Writer(length);
            })
        .broken(
            "write_copies",
            length ->
                new Writer(length) {
                  private float[] kept = values;

                  @Override
                  void copy(float[] source, int offset, int count) {
                    super.copy(source, offset, count);
                    kept = count == values.length ? source : values;
                  }

                  @Override
                  FloatVector vector(float[] made) {
                    return super.vector(kept);
                  }
                })
        .broken(
            "write_refusesTooMany",
            length ->
                new Writer(length) {
                  @Override
                  void tooMany() {
                    written = values.length;
                  }
                })
        .broken(
            "finish_refusesTooFew",
            length ->
                new Writer(length) {
                  @Override
                  void tooFew() {}
                })
        .broken(
            "finish_happensOnce",
            length ->
                new Writer(length) {
                  @Override
                  void again() {}
                })
        .broken(
            "close_isHarmless",
            length ->
                new Writer(length) {
                  @Override
                  public void close() {
                    if (written < values.length) {
                      throw new IllegalStateException("unfinished");
                    }
                  }
                });
  }
}
