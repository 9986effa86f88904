package org.cloister.engine.wire;

import java.util.List;
import org.cloister.model.FloatVector;
import org.cloister.model.IntVector;

/**
 * A message as it travels.
 *
 * @param header everything but the vectors; at most {@link MessageCodec#MAX_HEADER_BYTES}; handed
 *     over, not shared
 * @param floats vectors in the order in which the header names them
 * @param ints vectors of residues, likewise
 * @param fields what all these bytes are, for the record of what left a site
 */
@SuppressWarnings("ArrayRecordComponent") // a buffer on its way to a socket, not a value
public record Encoded(
    byte[] header, List<FloatVector> floats, List<IntVector> ints, List<Field> fields) {
  /** Copies the lists. */
  public Encoded {
    floats = List.copyOf(floats);
    ints = List.copyOf(ints);
    fields = List.copyOf(fields);
  }
}
