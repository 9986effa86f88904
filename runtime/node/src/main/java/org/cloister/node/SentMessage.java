package org.cloister.node;

import java.util.List;
import java.util.OptionalLong;

/**
 * A message that left a party, field by field. The bytes of the fields add up to all bytes that the
 * transport was handed.
 *
 * @param to who it went to
 * @param kind of message, such as {@code Answer}
 * @param ask which ask it is about, if any
 * @param round of that ask; 0 if none
 * @param node the workflow's node or computation of that ask; empty if none
 * @param whole false if sending was broken off, so that the fields are what had left by then
 * @param fields in the order of the wire
 */
public record SentMessage(
    String to,
    String kind,
    OptionalLong ask,
    int round,
    String node,
    boolean whole,
    List<SentField> fields) {

  /** Copies the list. */
  public SentMessage {
    fields = List.copyOf(fields);
  }

  /** All bytes of it. */
  public long bytes() {
    return fields.stream().mapToLong(SentField::bytes).sum();
  }
}
