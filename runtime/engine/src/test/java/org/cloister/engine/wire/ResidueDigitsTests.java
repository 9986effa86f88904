package org.cloister.engine.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Objects;
import java.util.SplittableRandom;
import org.cloister.model.FloatVector;
import org.cloister.model.IntVector;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResidueDigitsTests {

  @ParameterizedTest
  @ValueSource(ints = {1, 8, 24, 25, 32, 48, 49, 63, 64})
  void read_anyRangeOfAnyRing_isWhatPackedIntsUnpacks(int bits) {
    SplittableRandom random = new SplittableRandom(bits);
    long[] values = random.longs(9000).map(value -> value >>> (64 - bits)).toArray();
    FloatVector digits = new ResidueDigits(new InMemory(values, bits));
    float[] whole = digits.toArray();
    IntVector back = new PackedInts(FloatVector.of(whole), values.length, bits);
    long[] read = new long[values.length];
    back.read(0, read, 0, read.length);
    assertArrayEquals(values, read);
    for (int i = 0; i < 50; i++) {
      int from = random.nextInt(whole.length);
      int count = random.nextInt(whole.length - from + 1);
      float[] part = new float[count + 3];
      digits.read(from, part, 3, count);
      assertArrayEquals(
          java.util.Arrays.copyOfRange(whole, from, from + count),
          java.util.Arrays.copyOfRange(part, 3, count + 3));
    }
  }

  private static final class InMemory implements IntVector {
    private final long[] values;
    private final int modulusBits;

    InMemory(long[] values, int modulusBits) {
      this.values = values;
      this.modulusBits = modulusBits;
    }

    @Override
    public int modulusBits() {
      return modulusBits;
    }

    @Override
    public long length() {
      return values.length;
    }

    @Override
    public void read(long offset, long[] target, int targetOffset, int count) {
      Objects.checkFromIndexSize(offset, count, length());
      System.arraycopy(values, (int) offset, target, targetOffset, count);
    }
  }
}
