package org.cloister.node;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.cloister.engine.wire.Encoded;
import org.cloister.engine.wire.Field;
import org.cloister.model.Digest;

/** From what the codec says of its bytes, and what was sent of them, to what is noted. */
final class SentFields {
  private SentFields() {}

  /**
   * The fields of a message.
   *
   * @param streams the bytes and digest of each stream as far as it was sent, the header's first
   * @param framing what the frames so far took beside them
   */
  static List<SentField> of(Encoded encoded, List<SentStream> streams, long framing) {
    List<SentField> fields = new ArrayList<>();
    for (Field field : encoded.fields()) {
      if (field.vector().isEmpty() && !streams.isEmpty()) {
        fields.add(sent(field, field.bytes(), header(encoded.header(), field.ranges())));
      } else if (field.vector().isPresent() && field.vector().getAsInt() + 1 < streams.size()) {
        SentStream stream = streams.get(field.vector().getAsInt() + 1);
        fields.add(sent(field, stream.bytes(), stream.digest()));
      }
    }
    fields.add(new SentField(SentField.FRAMING, "frames", 0, framing, Optional.empty()));
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
