package org.cloister.tck;

import java.nio.ByteBuffer;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.FloatVector;
import org.cloister.model.Settings;
import org.cloister.model.Vectors;
import org.cloister.spi.LinearCompressor;
import org.cloister.spi.SingleCompressor;
import org.junit.jupiter.api.Test;

final class CompressorChecksTests {

  /** Keeps the first half. */
  private static class Half implements LinearCompressor {
    int calls;

    @Override
    public String id() {
      return "half";
    }

    @Override
    public long compressedLength(long length, Settings settings) {
      return (length + 1) / 2;
    }

    @Override
    public FloatVector compress(FloatVector in, long seed, Settings settings, Vectors vectors) {
      calls++;
      return changed(in.range(0, (in.length() + 1) / 2));
    }

    FloatVector changed(FloatVector kept) {
      return kept;
    }

    @Override
    public FloatVector expandSum(
        FloatVector sum, long length, long seed, Settings settings, Vectors vectors) {
      float[] all = new float[(int) length];
      sum.read(0, all, 0, (int) sum.length());
      calls++;
      return expanded(FloatVector.of(all));
    }

    FloatVector expanded(FloatVector all) {
      return all;
    }
  }

  private interface Change {
    FloatVector of(FloatVector vector, int call);
  }

  private static Half compressing(Change change) {
    return new Half() {
      @Override
      FloatVector changed(FloatVector kept) {
        return change.of(kept, calls);
      }
    };
  }

  private static Half expanding(Change change) {
    return new Half() {
      @Override
      FloatVector expanded(FloatVector all) {
        return change.of(all, calls);
      }
    };
  }

  private static FloatVector withoutSmall(FloatVector kept) {
    float[] values = kept.toArray();
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.abs(values[i]) < 500 ? 0 : values[i];
    }
    return FloatVector.of(values);
  }

  @Test
  void check_ofBrokenLinearTwins_findsExactlyTheirRules() {
    new Twins<LinearCompressor>(role -> LinearCompressorChecks.run(role, Settings.none()))
        .broken(
            "compressedLength_isInRange",
            new Half() {
              @Override
              public long compressedLength(long length, Settings settings) {
                return length / 2; // nothing of a vector of one
              }
            })
        .broken("compress_hasCompressedLength", compressing((v, call) -> v.range(1, 9)))
        .broken(
            "compress_isDeterministic",
            compressing((v, call) -> call == 2 ? FloatVector.zeros(v.length()) : v))
        .broken("compress_isLinear", compressing((v, call) -> withoutSmall(v)))
        .broken("expandSum_restoresLength", expanding((v, call) -> v.range(1, 9)))
        .broken("expandSum_isFinite", expanding((v, call) -> FloatVector.of(filled(v, Float.NaN))))
        .broken("expandSum_isDeterministic", expanding((v, call) -> v.scaled(call)))
        .verify(new Half());
  }

  private static float[] filled(FloatVector like, float value) {
    float[] values = new float[(int) like.length()];
    java.util.Arrays.fill(values, value);
    return values;
  }

  /** Sends a count and the values. */
  private static class Counted implements SingleCompressor {
    int calls;

    @Override
    public String id() {
      return "counted";
    }

    @Override
    public Bytes compress(FloatVector in, Settings settings) {
      ByteBuffer buffer = ByteBuffer.allocate(4 + 4 * (int) in.length());
      buffer.putInt((int) in.length());
      for (float value : in.toArray()) {
        buffer.putFloat(changed(value));
      }
      calls++;
      return Bytes.of(buffer.array());
    }

    float changed(float value) {
      return value;
    }

    @Override
    public FloatVector expand(Bytes body, long length, Settings settings, Vectors vectors) {
      ByteBuffer buffer = ByteBuffer.wrap(body.toArray());
      malformed(!valid(buffer, length));
      float[] values = new float[sizeOf(buffer)];
      for (int i = 0; i < values.length && buffer.remaining() >= 4; i++) {
        values[i] = buffer.getFloat();
      }
      return FloatVector.of(values);
    }

    int sizeOf(ByteBuffer buffer) {
      return buffer.getInt();
    }

    boolean valid(ByteBuffer buffer, long length) {
      return buffer.remaining() == 4 + 4 * length && buffer.getInt(0) == length;
    }

    static void malformed(boolean wrong) {
      CloisterException.require(!wrong, ErrorCode.MESSAGE_MALFORMED, "Not such a body.");
    }
  }

  @Test
  void check_ofBrokenSingleTwins_findsExactlyTheirRules() {
    new Twins<SingleCompressor>(role -> SingleCompressorChecks.run(role, Settings.none()))
        .broken(
            "compress_answers",
            new Counted() {
              @Override
              float changed(float value) {
                throw new IllegalStateException("no");
              }
            })
        .broken(
            "compress_isDeterministic",
            new Counted() {
              @Override
              float changed(float value) {
                return value + calls;
              }
            })
        .broken(
            "expand_restoresLength",
            new Counted() {
              @Override
              int sizeOf(ByteBuffer buffer) {
                return buffer.getInt() + 1;
              }
            })
        .broken(
            "expand_isFinite",
            new Counted() {
              @Override
              float changed(float value) {
                return value / 0;
              }
            })
        .broken(
            "expand_refusesNoBytes",
            new Counted() {
              @Override
              boolean valid(ByteBuffer buffer, long length) {
                return buffer.remaining() == 0 || super.valid(buffer, length);
              }

              @Override
              int sizeOf(ByteBuffer buffer) {
                return buffer.remaining() == 0 ? 53 : super.sizeOf(buffer);
              }
            })
        .broken(
            "expand_refusesCutBodies",
            new Counted() {
              @Override
              boolean valid(ByteBuffer buffer, long length) {
                return buffer.remaining() >= 4 + 4 * length && buffer.getInt(0) == length;
              }
            })
        .broken(
            "expand_refusesGarbage",
            new Counted() {
              @Override
              boolean valid(ByteBuffer buffer, long length) {
                return buffer.remaining() == 4 + 4 * length; // and believes the count
              }
            })
        .verify(new Counted());
  }
}
