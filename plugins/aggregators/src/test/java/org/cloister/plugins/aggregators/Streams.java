package org.cloister.plugins.aggregators;

import java.util.Arrays;
import org.cloister.model.Digest;
import org.cloister.model.FloatVector;
import org.cloister.model.Model;
import org.cloister.model.Part;
import org.cloister.model.Parts;
import org.cloister.model.Settings;
import org.cloister.model.SummedUpdate;
import org.cloister.model.VectorWriter;
import org.cloister.model.Vectors;
import org.cloister.spi.AggregationTask;
import org.cloister.spi.ServerState;

/** A model that is nowhere: ones are read, writes are counted. */
final class Streams {
  private final int length;
  private int largestRead;
  private long written;

  Streams(int length) {
    this.length = length;
  }

  int largestRead() {
    return largestRead;
  }

  long written() {
    return written;
  }

  AggregationTask task() {
    Model small = Rounds.model(new float[length]);
    Model model =
        new Model(small.spec(), new Ones(), small.shared(), small.preprocessing(), small.version());
    Vectors counting = announced -> new Counter();
    return new AggregationTask(1, model, ServerState.empty(), Settings.none(), counting);
  }

  SummedUpdate sum() {
    return new SummedUpdate(Digest.of("base"), 2, 2, Parts.ofTensor(Part.DELTA, new Ones()));
  }

  private final class Ones implements FloatVector {
    @Override
    public long length() {
      return length;
    }

    @Override
    public void read(long offset, float[] target, int targetOffset, int count) {
      largestRead = Math.max(largestRead, count);
      Arrays.fill(target, targetOffset, targetOffset + count, 1f);
    }
  }

  private final class Counter implements VectorWriter {
    @Override
    public void write(float[] source, int offset, int count) {
      for (int i = offset; i < offset + count; i++) {
        if (source[i] != 1.5f) {
          throw new AssertionError("1 + 1/2 * 1 must be 1.5, was " + source[i]);
        }
      }
      written += count;
    }

    @Override
    public FloatVector finish() {
      return FloatVector.zeros(length);
    }

    @Override
    public void close() {}
  }
}
