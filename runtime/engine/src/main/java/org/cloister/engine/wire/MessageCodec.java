package org.cloister.engine.wire;

import java.util.List;
import org.cloister.engine.Message;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.FloatVector;
import org.cloister.model.IntVector;
import org.cloister.spi.DropReason;

/**
 * Messages to bytes and back. Format 1: a version byte, a type byte, the fields in order,
 * big-endian; lists and texts preceded by their length in four bytes. Decoding checks every length
 * against what is there before it makes anything, so that memory is bounded by the size of the
 * header.
 */
public final class MessageCodec {
  /** The most bytes of a header. */
  public static final int MAX_HEADER_BYTES = 1 << 20;

  private static final int VERSION = 1;

  private MessageCodec() {}

  /**
   * The message as bytes and vectors.
   *
   * @throws CloisterException {@link ErrorCode#MESSAGE_TOO_LARGE} if the header would be too long
   */
  public static Encoded encode(Message message) {
    WireWriter out = new WireWriter(MAX_HEADER_BYTES);
    if (message instanceof Message.FromParticipant m) {
      encodeParticipant(out, m);
    } else if (message instanceof Message.FromCoordinator m) {
      encodeCoordinator(out, m);
    }
    return out.finish();
  }

  private static void encodeParticipant(WireWriter out, Message.FromParticipant message) {
    if (message instanceof Message.Join m) {
      out.head(VERSION, 1);
      out.within("terms", o -> o.map(m.terms(), WireWriter::digest));
      out.within("resources", o -> Values.write(o, m.resources()));
    } else if (message instanceof Message.Leave) {
      out.head(VERSION, 2);
    } else if (message instanceof Message.Answer m) {
      out.head(VERSION, 3);
      out.field("ask").i64(m.ask());
      Values.write(out, m.contribution());
      out.field("compressed").optional(m.compressed(), (o, body) -> o.ints(new ByteVector(body)));
      out.within("resources", o -> Values.write(o, m.resources()));
    } else if (message instanceof Message.Refused m) {
      out.head(VERSION, 4);
      out.field("ask").i64(m.ask());
      out.field("reason").constant(m.reason());
      out.within("resources", o -> Values.write(o, m.resources()));
    } else if (message instanceof Message.SessionStep m) {
      encodeSessionStep(out, m);
    } else if (message instanceof Message.CheckpointAnswer m) {
      out.head(VERSION, 21);
      out.field("status").i32(m.status());
      out.field("body").bytes(m.body());
    } else if (message instanceof Message.Computed m) {
      out.head(VERSION, 6);
      out.field("ask").i64(m.ask());
      out.within("values", o -> o.map(m.values(), WireWriter::f64));
      out.within("resources", o -> Values.write(o, m.resources()));
    } else if (message instanceof Message.GroupCommitted m) {
      out.head(VERSION, 17);
      out.field("attempt").i32(m.attempt());
      out.field("commitment").digest(m.commitment());
    } else if (message instanceof Message.GroupOpened m) {
      out.head(VERSION, 18);
      out.field("attempt").i32(m.attempt());
      out.field("opening").bytes(m.opening());
    }
  }

  private static void encodeSessionStep(WireWriter out, Message.SessionStep message) {
    out.head(VERSION, 5);
    out.field("ask").i64(message.ask());
    Values.write(out, message.message());
  }

  private static void encodeCoordinator(WireWriter out, Message.FromCoordinator message) {
    if (message instanceof Message.SessionStep m) {
      encodeSessionStep(out, m);
    } else if (message instanceof Message.Broadcast m) {
      out.head(VERSION, 7);
      out.field("version").digest(m.version());
      out.field("weights").floats(m.weights());
      out.within("shared", o -> Values.write(o, m.shared()));
      out.within("preprocessing", o -> Steps.write(o, m.preprocessing()));
    } else if (message instanceof Message.Ask m) {
      out.head(VERSION, 8);
      out.field("ask").i64(m.ask());
      out.field("round").i32(m.round());
      out.field("jobRound").i32(m.jobRound());
      out.field("node").text(m.node());
      out.within("task", o -> Values.write(o, m.task()));
      out.field("model").optional(m.model(), WireWriter::digest);
      out.within("plugins", o -> o.list(m.plugins(), Values::write));
      out.field("session").list(m.session(), WireWriter::text);
      out.field("deadline");
      Values.write(out, m.deadline());
      out.field("draw").optional(m.draw(), WireWriter::digest);
    } else if (message instanceof Message.Compute m) {
      out.head(VERSION, 9);
      out.field("ask").i64(m.ask());
      out.field("round").i32(m.round());
      out.field("jobRound").i32(m.jobRound());
      out.field("computation").text(m.computation());
      out.within("settings", o -> Values.write(o, m.settings()));
      out.field("model").optional(m.model(), WireWriter::digest);
      out.within("plugins", o -> o.list(m.plugins(), Values::write));
      out.field("deadline");
      Values.write(out, m.deadline());
    } else if (message instanceof Message.Commit m) {
      out.head(VERSION, 10);
      out.field("ask").i64(m.ask());
    } else if (message instanceof Message.Withdraw m) {
      out.head(VERSION, 11);
      out.field("ask").i64(m.ask());
    } else if (message instanceof Message.End) {
      out.head(VERSION, 12);
    } else if (message instanceof Message.NotJoined m) {
      out.head(VERSION, 13);
      out.field("differing").list(m.differing(), WireWriter::text);
    } else if (message instanceof Message.GroupCall m) {
      out.head(VERSION, 14);
      out.field("attempt").i32(m.attempt());
      out.field("sites").list(m.sites(), WireWriter::text);
    } else if (message instanceof Message.GroupRoll m) {
      out.head(VERSION, 15);
      out.field("attempt").i32(m.attempt());
      out.within("commitments", o -> o.list(m.commitments(), Values::write));
    } else if (message instanceof Message.GroupOpenings m) {
      out.head(VERSION, 16);
      out.field("attempt").i32(m.attempt());
      out.within("openings", o -> o.list(m.openings(), Values::write));
    } else if (message instanceof Message.CheckpointOffer m) {
      out.head(VERSION, 20);
      out.field("request").bytes(m.request());
    } else if (message instanceof Message.LedgerReceipt m) {
      out.head(VERSION, 22);
      out.field("text").bytes(m.text());
    }
  }

  /**
   * The message that a header and its vectors stand for.
   *
   * @param header from a peer
   * @param floats the vectors that came with it, in order
   * @param ints the vectors of residues that came with it, in order
   * @throws CloisterException {@link ErrorCode#MESSAGE_MALFORMED} if it is not exactly one message
   *     of this format
   */
  public static Message decode(byte[] header, List<FloatVector> floats, List<IntVector> ints) {
    try {
      WireReader in = new WireReader(header, floats, ints);
      if (in.u8() != VERSION) {
        throw WireReader.malformed("its version is not " + VERSION);
      }
      Message message = message(in);
      in.end();
      return message;
    } catch (CloisterException e) {
      if (e.code() == ErrorCode.MESSAGE_MALFORMED) {
        throw e;
      }
      // A value refused at its birth: to the outside that is the message's fault.
      throw new CloisterException(
          ErrorCode.MESSAGE_MALFORMED, "A message holds a value out of range.", e);
    }
  }

  private static Message message(WireReader in) {
    return switch (in.u8()) {
      case 1 -> new Message.Join(in.map(WireReader::digest), Values.resources(in));
      case 2 -> new Message.Leave();
      case 3 ->
          new Message.Answer(
              in.i64(),
              Values.contribution(in),
              in.optional(i -> ByteVector.bytes(i.ints())),
              Values.resources(in));
      case 4 -> new Message.Refused(in.i64(), in.constant(DropReason.class), Values.resources(in));
      case 5 -> new Message.SessionStep(in.i64(), Values.sessionMessage(in));
      case 6 -> new Message.Computed(in.i64(), in.map(WireReader::f64), Values.resources(in));
      case 7 ->
          new Message.Broadcast(
              in.digest(), in.floats(), Values.parts(in), Steps.preprocessing(in));
      case 8 ->
          new Message.Ask(
              in.i64(),
              in.i32(),
              in.i32(),
              in.text(),
              Values.task(in),
              in.optional(WireReader::digest),
              in.list(Values::pin),
              in.list(WireReader::text),
              Values.duration(in),
              in.optional(WireReader::digest));
      case 9 ->
          new Message.Compute(
              in.i64(),
              in.i32(),
              in.i32(),
              in.text(),
              Values.settings(in),
              in.optional(WireReader::digest),
              in.list(Values::pin),
              Values.duration(in));
      case 10 -> new Message.Commit(in.i64());
      case 11 -> new Message.Withdraw(in.i64());
      case 12 -> new Message.End();
      case 13 -> new Message.NotJoined(in.list(WireReader::text));
      case 14 -> new Message.GroupCall(in.i32(), in.list(WireReader::text));
      case 15 -> new Message.GroupRoll(in.i32(), in.list(Values::commitment));
      case 16 -> new Message.GroupOpenings(in.i32(), in.list(Values::opening));
      case 17 -> new Message.GroupCommitted(in.i32(), in.digest());
      case 18 -> new Message.GroupOpened(in.i32(), in.bytes());
      case 20 -> new Message.CheckpointOffer(in.bytes());
      case 21 -> new Message.CheckpointAnswer(in.i32(), in.bytes());
      case 22 -> new Message.LedgerReceipt(in.bytes());
      default -> throw WireReader.malformed("there is no such message");
    };
  }
}
