package org.cloister.ledger.entry;

import org.cloister.ledger.json.JsonObject;
import org.cloister.ledger.json.Members;
import org.cloister.ledger.json.ObjectBuilder;

/**
 * The writer came back after it had not ended cleanly.
 *
 * @param origin the log that it belongs to: a signature never counts for another one
 * @param published the head that was published when it came back
 * @param committed the head that was committed, which it rolled forward to
 * @param removed how many files of an append that was never committed were removed
 */
public record Recovery(String origin, Head published, Head committed, long removed)
    implements EntryBody {

  /** The name of this type on the log. */
  public static final String TYPE = "recovery";

  /** Checks names and numbers, sorts nothing: what is out of order is refused. */
  public Recovery {
    Checks.name(origin, "origin");
    Checks.count(removed, "removed");
  }

  static Recovery read(Members in) {
    return new Recovery(
        in.text("origin"),
        Head.read(in.object("published")),
        Head.read(in.object("committed")),
        in.integer("removed"));
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public JsonObject toJson() {
    return new ObjectBuilder()
        .put("origin", origin)
        .put("published", published.toJson())
        .put("committed", committed.toJson())
        .put("removed", removed)
        .build();
  }
}
