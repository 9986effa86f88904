package org.cloister.engine.rehearsal;

import java.nio.ByteBuffer;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.FloatVector;
import org.cloister.model.Settings;
import org.cloister.model.Vectors;
import org.cloister.spi.SingleCompressor;

/** Keeps the largest value; what it leaves out comes back by error feedback. */
final class TopOne implements SingleCompressor {
  @Override
  public String id() {
    return "top-k";
  }

  @Override
  public Bytes compress(FloatVector in, Settings settings) {
    float[] values = in.toArray();
    int top = 0;
    for (int i = 1; i < values.length; i++) {
      top = Math.abs(values[i]) > Math.abs(values[top]) ? i : top;
    }
    return Bytes.of(ByteBuffer.allocate(8).putInt(top).putFloat(values[top]).array());
  }

  @Override
  public FloatVector expand(Bytes body, long length, Settings settings, Vectors vectors) {
    if (body.length() != 8) {
      throw new CloisterException(ErrorCode.MESSAGE_MALFORMED, "The body must be 8 bytes.");
    }
    ByteBuffer in = ByteBuffer.wrap(body.toArray());
    float[] full = new float[Math.toIntExact(length)];
    full[in.getInt()] = in.getFloat();
    return FloatVector.of(full);
  }
}
