package org.cloister.node;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.cloister.engine.wire.Encoded;
import org.cloister.engine.wire.Field;
import org.cloister.model.Bytes;
import org.cloister.model.Digest;

/** From what the codec says of its bytes, and what was sent of them, to what is noted. */
final class SentFields {
  private SentFields() {}

  /**
   * The fields of a whole message.
   *
   * @param streams the bytes and digest of each stream, the header's first
   * @param framing what the frames before the last took beside them
   * @param ending what is in the last frame
   */
  static List<SentField> of(
      Encoded encoded, List<SentStream> streams, long framing, Ending ending) {
    List<SentField> fields = values(encoded, streams);
    addBytes(fields, SentField.SEAL, "signature", ending.seal());
    addBytes(fields, SentField.STATEMENT, "signed", ending.statement().orElse(Bytes.empty()));
    fields.add(framing(framing + Frames.END_BYTES + ending.framing()));
    return fields;
  }

  /** The fields of what is said before the first message. */
  static List<SentField> of(Bytes greeting) {
    List<SentField> fields = new ArrayList<>();
    addBytes(fields, SentField.GREETING, "challenge", greeting);
    fields.add(framing(Frames.GREET_BYTES));
    return fields;
  }

  /** The fields of a message that never got its last frame, as far as they were sent. */
  static List<SentField> brokenOff(Encoded encoded, List<SentStream> streams, long framing) {
    List<SentField> fields = values(encoded, streams);
    fields.add(framing(framing));
    return fields;
  }

  private static SentField framing(long bytes) {
    return new SentField(SentField.FRAMING, "frames", 0, bytes, Optional.empty());
  }

  private static void addBytes(List<SentField> fields, String name, String kind, Bytes value) {
    if (value.length() > 0) {
      Digest digest = Digest.of(value.toArray());
      fields.add(new SentField(name, kind, 1, value.length(), Optional.of(digest)));
    }
  }

  private static List<SentField> values(Encoded encoded, List<SentStream> streams) {
    List<SentField> fields = new ArrayList<>();
    for (Field field : encoded.fields()) {
      if (field.vector().isEmpty() && !streams.isEmpty()) {
        fields.add(sent(field, field.bytes(), header(encoded.header(), field.ranges())));
      } else if (field.vector().isPresent() && field.vector().getAsInt() + 1 < streams.size()) {
        SentStream stream = streams.get(field.vector().getAsInt() + 1);
        fields.add(sent(field, stream.bytes(), stream.digest()));
      }
    }
    return fields;
  }

  private static SentField sent(Field field, long bytes, byte[] digest) {
    return new SentField(
        field.name(),
        field.kind(),
        field.values(),
        bytes,
        Optional.of(new Digest(HexFormat.of().formatHex(digest))));
  }

  private static byte[] header(byte[] header, List<Field.Range> ranges) {
    var sha = Digest.sha256();
    ranges.forEach(range -> sha.update(header, range.from(), range.to() - range.from()));
    return sha.digest();
  }

  /**
   * What has left of a stream.
   *
   * @param digest of these bytes; handed over, not shared
   */
  @SuppressWarnings("ArrayRecordComponent")
  record SentStream(long bytes, byte[] digest) {}
}
