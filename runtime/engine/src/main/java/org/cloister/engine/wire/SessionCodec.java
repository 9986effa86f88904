package org.cloister.engine.wire;

import java.util.List;
import java.util.Optional;
import org.cloister.engine.Message;
import org.cloister.engine.RecordedSession;
import org.cloister.model.Bytes;
import org.cloister.model.FloatVector;
import org.cloister.model.IntVector;
import org.cloister.spi.protection.SessionMessage;

/** Recorded sessions inside a recorded round; residues stand in the storage for floats. */
final class SessionCodec {
  private SessionCodec() {}

  static void write(WireWriter out, List<RecordedSession> sessions) {
    out.list(
        sessions,
        (o, session) -> {
          o.bytes(Bytes.of(MessageCodec.encode(session.ask()).header()));
          o.list(session.heard(), SessionCodec::heard);
        });
  }

  private static void heard(WireWriter out, SessionMessage message) {
    out.text(message.peer());
    out.text(message.step());
    out.bytes(message.body());
    out.optional(
        message.vector(),
        (o, vector) -> {
          o.u8(vector.modulusBits());
          o.i64(vector.length());
          o.floats(new ResidueDigits(vector));
        });
  }

  static List<RecordedSession> read(WireReader in) {
    return in.list(
        r -> {
          Message message = MessageCodec.decode(r.bytes().toArray(), List.of(), List.of());
          if (message instanceof Message.Ask ask) {
            return new RecordedSession(ask, r.list(SessionCodec::heard));
          }
          throw WireReader.malformed("a session must begin with an ask");
        });
  }

  private static SessionMessage heard(WireReader in) {
    String peer = in.text();
    String step = in.text();
    Bytes body = in.bytes();
    Optional<IntVector> vector = in.optional(SessionCodec::residues);
    return new SessionMessage(peer, step, body, vector);
  }

  private static IntVector residues(WireReader in) {
    int bits = in.u8();
    long length = in.i64();
    FloatVector digits = in.floats();
    if (bits < 1
        || bits > Long.SIZE
        || length < 0
        || length > digits.length()
        || digits.length() != length * PackedInts.digits(bits)) {
      throw WireReader.malformed("residues must be of 1 to 64 bits, and as many as they say");
    }
    return new PackedInts(digits, length, bits);
  }
}
