package org.cloister.engine.wire;

import java.util.List;
import java.util.OptionalInt;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;

/**
 * One named field of a message as it travels: what it is and which bytes it takes, never what it
 * says. The fields of a message and its {@link #STRUCTURE} are all its bytes, each once.
 *
 * @param name the path of the field, such as {@code parts.delta}
 * @param kind such as {@code float32} or {@code text}
 * @param values how many of them
 * @param bytes how many bytes they take in the header, or as a vector
 * @param vector the vector that holds the values: floats first, then residues, from 0; empty for a
 *     field in the header
 * @param ranges where the bytes are in the header
 */
public record Field(
    String name, String kind, long values, long bytes, OptionalInt vector, List<Range> ranges) {

  /** The name of what stands between the values: version, type, lengths, names of parts. */
  public static final String STRUCTURE = "structure";

  /** Bytes of the header; {@code to} is not among them. */
  public record Range(int from, int to) {}

  /** Copies the list. */
  public Field {
    ranges = List.copyOf(ranges);
    CloisterException.require(
        bytes >= 0 && values >= 0,
        ErrorCode.INTERNAL,
        "A field must have no negative size; this is a bug.");
  }
}
