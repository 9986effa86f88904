package org.cloister.ledger.json;

/**
 * A whole number that every JSON reader holds exactly.
 *
 * @param value from -(2^53-1) to 2^53-1
 */
public record JsonInteger(long value) implements JsonValue {

  /** The largest magnitude, 2^53-1. */
  public static final long MAX = (1L << 53) - 1;

  /** Refuses what a reader with double precision would round. */
  public JsonInteger {
    Malformed.require(value >= -MAX && value <= MAX, "a number is beyond 2^53-1");
  }
}
