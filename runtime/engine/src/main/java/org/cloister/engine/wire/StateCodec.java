package org.cloister.engine.wire;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.cloister.engine.Checkpoint;
import org.cloister.engine.Message;
import org.cloister.engine.SiteMemory;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.FloatVector;
import org.cloister.spi.ServerState;
import org.cloister.spi.SiteState;

/**
 * What a job goes on from, as bytes and back: checkpoints and memories of sites. The form of {@link
 * MessageCodec}, with a model as the message that would carry it. Decoding trusts nothing.
 */
public final class StateCodec {
  /** The most bytes of a header: what plugins remember as bytes stands in it. */
  public static final int MAX_HEADER_BYTES = 256 << 20;

  private static final int VERSION = 1;

  private StateCodec() {}

  /**
   * What a site remembers since an ask.
   *
   * @param ask that it committed last
   * @param memory what it remembers
   */
  public record Remembered(long ask, SiteMemory memory) {}

  /**
   * A checkpoint as bytes and vectors.
   *
   * @throws CloisterException {@link ErrorCode#MESSAGE_TOO_LARGE} if the header would be too long
   */
  public static Encoded encode(Checkpoint state) {
    WireWriter out = begin(1);
    out.i32(state.round());
    out.i64(state.events());
    out.i64(state.number());
    out.optional(state.model(), StateCodec::model);
    server(out, state.server());
    out.map(state.values(), WireWriter::f64);
    out.map(state.committed(), WireWriter::i64);
    return out.finish();
  }

  /** A memory as bytes and vectors; as {@link #encode(Checkpoint)}. */
  public static Encoded encode(Remembered state) {
    WireWriter out = begin(2);
    out.i64(state.ask());
    SiteState trainer = state.memory().trainer();
    out.i32(trainer.schema());
    out.map(trainer.vectors(), WireWriter::floats);
    out.map(trainer.blobs(), WireWriter::bytes);
    out.optional(state.memory().home(), WireWriter::floats);
    out.optional(state.memory().residual(), WireWriter::floats);
    out.i64(state.memory().steps());
    return out.finish();
  }

  static WireWriter begin(int type) {
    WireWriter out = new WireWriter(MAX_HEADER_BYTES);
    out.u8(VERSION);
    out.u8(type);
    return out;
  }

  static void model(WireWriter out, Message.Broadcast model) {
    Encoded sent = MessageCodec.encode(model);
    out.bytes(Bytes.of(sent.header()));
    out.list(sent.floats(), WireWriter::floats);
  }

  static Message.Broadcast model(WireReader in) {
    byte[] header = in.bytes().toArray();
    List<FloatVector> floats = in.list(WireReader::floats);
    if (MessageCodec.decode(header, floats, List.of()) instanceof Message.Broadcast model) {
      return model;
    }
    throw WireReader.malformed("a checkpoint holds another message than a model");
  }

  /**
   * The checkpoint that a header and its vectors stand for.
   *
   * @throws CloisterException {@link ErrorCode#MESSAGE_MALFORMED} if it is not exactly one
   *     checkpoint of this format
   */
  public static Checkpoint checkpoint(byte[] header, List<FloatVector> floats) {
    return decode(
        header,
        floats,
        1,
        in ->
            new Checkpoint(
                natural(in.i32()),
                in.i64(),
                in.i64(),
                in.optional(StateCodec::model),
                server(in),
                in.map(WireReader::f64),
                in.map(WireReader::i64)));
  }

  static void server(WireWriter out, ServerState state) {
    out.i32(state.schema());
    out.map(state.vectors(), WireWriter::floats);
    out.map(state.scalars(), WireWriter::f64);
  }

  static ServerState server(WireReader in) {
    int schema = in.i32();
    Map<String, FloatVector> vectors = in.map(WireReader::floats);
    return new ServerState(schema, vectors, in.map(WireReader::f64));
  }

  /** The memory that a header and its vectors stand for; as {@link #checkpoint}. */
  public static Remembered memory(byte[] header, List<FloatVector> floats) {
    return decode(
        header,
        floats,
        2,
        in -> {
          long ask = in.i64();
          int schema = in.i32();
          Map<String, FloatVector> vectors = in.map(WireReader::floats);
          SiteState trainer = new SiteState(schema, vectors, in.map(WireReader::bytes));
          return new Remembered(
              ask,
              new SiteMemory(
                  trainer,
                  in.optional(WireReader::floats),
                  in.optional(WireReader::floats),
                  natural(in.i64())));
        });
  }

  static <T> T decode(
      byte[] header, List<FloatVector> floats, int type, Function<WireReader, T> body) {
    WireReader in = new WireReader(header, floats, List.of());
    if (in.u8() != VERSION || in.u8() != type) {
      throw WireReader.malformed("it is not a state of this kind and version " + VERSION);
    }
    try {
      T state = body.apply(in);
      in.end();
      return state;
    } catch (CloisterException e) {
      if (e.code() == ErrorCode.MESSAGE_MALFORMED) {
        throw e;
      }
      // A value refused at its birth: to the outside that is the state's fault.
      throw new CloisterException(
          ErrorCode.MESSAGE_MALFORMED, "A state holds a value out of range.", e);
    }
  }

  static int natural(int value) {
    return Math.toIntExact(natural((long) value));
  }

  private static long natural(long value) {
    if (value < 0) {
      throw WireReader.malformed("a count must not be negative");
    }
    return value;
  }
}
