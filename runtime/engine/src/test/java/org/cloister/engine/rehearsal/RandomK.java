package org.cloister.engine.rehearsal;

import java.util.SplittableRandom;
import org.cloister.model.FloatVector;
import org.cloister.model.Settings;
import org.cloister.model.Vectors;
import org.cloister.spi.LinearCompressor;

/** Keeps k values that the round's seed chooses, the same at all sites. */
final class RandomK implements LinearCompressor {
  @Override
  public String id() {
    return "random-k";
  }

  @Override
  public long compressedLength(long length, Settings settings) {
    return 1;
  }

  static int chosen(long length, long seed) {
    return new SplittableRandom(seed).nextInt(Math.toIntExact(length));
  }

  @Override
  public FloatVector compress(FloatVector in, long roundSeed, Settings settings, Vectors vectors) {
    return FloatVector.of(in.toArray()[chosen(in.length(), roundSeed)] * in.length());
  }

  @Override
  public FloatVector expandSum(
      FloatVector sum, long length, long roundSeed, Settings settings, Vectors vectors) {
    float[] full = new float[Math.toIntExact(length)];
    full[chosen(length, roundSeed)] = sum.toArray()[0];
    return FloatVector.of(full);
  }
}
