package org.cloister.ledger.entry;

import org.cloister.ledger.json.JsonObject;
import org.cloister.ledger.json.Members;
import org.cloister.ledger.json.ObjectBuilder;

/**
 * Nothing happened, and the log still works; so silence shows.
 *
 * @param origin the log that it belongs to: a signature never counts for another one
 * @param timeSource what the clock follows
 * @param offsetMillis how far the clock was from it, in milliseconds
 */
public record Heartbeat(String origin, String timeSource, long offsetMillis) implements EntryBody {

  /** The name of this type on the log. */
  public static final String TYPE = "heartbeat";

  /** Checks names and numbers, sorts nothing: what is out of order is refused. */
  public Heartbeat {
    Checks.name(origin, "origin");
    Checks.name(timeSource, "time_source");
  }

  static Heartbeat read(Members in) {
    return new Heartbeat(in.text("origin"), in.text("time_source"), in.integer("offset_ms"));
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public JsonObject toJson() {
    return new ObjectBuilder()
        .put("origin", origin)
        .put("time_source", timeSource)
        .put("offset_ms", offsetMillis)
        .build();
  }
}
