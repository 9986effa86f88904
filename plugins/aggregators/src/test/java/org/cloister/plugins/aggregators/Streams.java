package org.cloister.plugins.aggregators;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cloister.model.Contribution;
import org.cloister.model.Digest;
import org.cloister.model.FloatVector;
import org.cloister.model.Model;
import org.cloister.model.Part;
import org.cloister.model.Parts;
import org.cloister.model.ReceivedUpdate;
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
        new Model(
            small.spec(), new Same(1), small.shared(), small.preprocessing(), small.version());
    Vectors counting = announced -> new Counter();
    return new AggregationTask(1, model, ServerState.empty(), Settings.none(), counting);
  }

  SummedUpdate sum() {
    return new SummedUpdate(Digest.of("base"), 2, 2, Parts.ofTensor(Part.DELTA, new Same(1)));
  }

  /** Of sites that all send the same value. */
  List<ReceivedUpdate> updates(int sites, float value) {
    List<ReceivedUpdate> updates = new ArrayList<>();
    for (int i = 0; i < sites; i++) {
      Parts parts = Parts.ofTensor(Part.DELTA, new Same(value));
      updates.add(
          new ReceivedUpdate("site-" + i, new Contribution(Digest.of("base"), 1, parts), 0));
    }
    return updates;
  }

  private final class Same implements FloatVector {
    private final float value;

    Same(float value) {
      this.value = value;
    }

    @Override
    public long length() {
      return length;
    }

    @Override
    public void read(long offset, float[] target, int targetOffset, int count) {
      largestRead = Math.max(largestRead, count);
      Arrays.fill(target, targetOffset, targetOffset + count, value);
    }
  }

  private final class Counter implements VectorWriter {
    @Override
    public void write(float[] source, int offset, int count) {
      for (int i = offset; i < offset + count; i++) {
        if (source[i] != 1.5f) {
          throw new AssertionError("1 and half of 1 must be 1.5, was " + source[i]);
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
