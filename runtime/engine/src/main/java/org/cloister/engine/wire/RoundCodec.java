package org.cloister.engine.wire;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cloister.engine.Fact;
import org.cloister.engine.Message;
import org.cloister.engine.RecordedRound;
import org.cloister.engine.RecordedSession;
import org.cloister.engine.RoundInputs;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.FloatVector;
import org.cloister.model.IntVector;
import org.cloister.model.PluginPin;
import org.cloister.spi.ServerState;

/**
 * What a candidate was made from, as bytes and back; in the form of {@link StateCodec}. An answer
 * stands in it as the message that it came as, byte for byte. Decoding trusts nothing.
 */
public final class RoundCodec {
  private static final int TYPE = 3;

  private RoundCodec() {}

  /**
   * A round as bytes and vectors.
   *
   * @throws CloisterException {@link ErrorCode#MESSAGE_TOO_LARGE} if the header would be too long
   */
  public static Encoded encode(RecordedRound round) {
    WireWriter out = StateCodec.begin(TYPE);
    RoundInputs inputs = round.inputs();
    out.i32(inputs.jobRound());
    out.text(inputs.step());
    out.i32(inputs.round());
    out.list(inputs.plugins(), Values::write);
    StateCodec.model(out, inputs.base());
    StateCodec.server(out, inputs.server());
    out.list(inputs.used(), RoundCodec::used);
    out.list(round.answers().entrySet(), RoundCodec::answer);
    SessionCodec.write(out, inputs.sessions());
    out.list(
        round.statements().entrySet(),
        (o, statement) -> {
          answered(o, statement.getKey());
          o.bytes(statement.getValue());
        });
    return out.finish();
  }

  private static void used(WireWriter out, RoundInputs.Used used) {
    answered(out, used.answer());
    out.i32(used.staleness());
  }

  private static void answered(WireWriter out, Fact.Answered answer) {
    out.text(answer.site());
    out.i64(answer.ask());
  }

  private static void answer(WireWriter out, Map.Entry<Fact.Answered, RecordedRound.Stated> entry) {
    answered(out, entry.getKey());
    Encoded message = MessageCodec.encode(entry.getValue().answer());
    out.bytes(Bytes.of(message.header()));
    out.list(message.floats(), WireWriter::floats);
    // Its residues are the bytes of a compressor, which fit into the header.
    out.list(message.ints(), (o, body) -> o.bytes(ByteVector.bytes(body)));
    out.bytes(entry.getValue().statement());
  }

  /**
   * The round that a header and its vectors stand for.
   *
   * @throws CloisterException {@link ErrorCode#MESSAGE_MALFORMED} if it is not exactly one round of
   *     this format
   */
  public static RecordedRound decode(byte[] header, List<FloatVector> floats) {
    return StateCodec.decode(header, floats, TYPE, RoundCodec::round);
  }

  private static RecordedRound round(WireReader in) {
    int jobRound = StateCodec.natural(in.i32());
    String step = in.text();
    int number = StateCodec.natural(in.i32());
    List<PluginPin> plugins = in.list(Values::pin);
    Message.Broadcast base = StateCodec.model(in);
    ServerState server = StateCodec.server(in);
    List<RoundInputs.Used> used =
        in.list(r -> new RoundInputs.Used(answered(r), StateCodec.natural(r.i32())));
    SortedMap<Fact.Answered, RecordedRound.Stated> answers = new TreeMap<>();
    in.list(
        r -> {
          Fact.Answered answer = answered(r);
          if (answers.put(answer, stated(r)) != null) {
            throw WireReader.malformed("an answer must not stand twice");
          }
          return answer;
        });
    List<RecordedSession> sessions = SessionCodec.read(in);
    return new RecordedRound(
        new RoundInputs(jobRound, step, number, plugins, base, server, used, sessions),
        answers,
        statements(in));
  }

  private static SortedMap<Fact.Answered, Bytes> statements(WireReader in) {
    SortedMap<Fact.Answered, Bytes> statements = new TreeMap<>();
    in.list(
        r -> {
          Fact.Answered answer = answered(r);
          if (statements.put(answer, r.bytes()) != null) {
            throw WireReader.malformed("a statement must not stand twice");
          }
          return answer;
        });
    return statements;
  }

  private static Fact.Answered answered(WireReader in) {
    return new Fact.Answered(in.text(), in.i64());
  }

  private static RecordedRound.Stated stated(WireReader in) {
    byte[] header = in.bytes().toArray();
    List<FloatVector> floats = in.list(WireReader::floats);
    List<Bytes> bodies = in.list(WireReader::bytes);
    Message message =
        MessageCodec.decode(
            header, floats, bodies.stream().<IntVector>map(ByteVector::new).toList());
    if (message instanceof Message.Answer answer) {
      return new RecordedRound.Stated(answer, in.bytes());
    }
    throw WireReader.malformed("a round must hold answers");
  }
}
