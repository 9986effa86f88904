package org.cloister.ledger.entry;

import org.cloister.ledger.json.JsonObject;
import org.cloister.ledger.json.Members;

/**
 * A body of a type that this version does not know: kept as it is.
 *
 * @param type its name
 * @param toJson its members, among them {@code origin}
 */
public record OtherBody(String type, JsonObject toJson) implements EntryBody {

  /** Refuses names that are not lower-case words, and bodies that name no log. */
  public OtherBody {
    Checks.require(
        type.matches("[a-z][a-z0-9-]{0,63}"), "a type must be lower-case letters, digits and -");
    Checks.name(new Members(toJson).text("origin"), "origin");
  }

  @Override
  public String origin() {
    return new Members(toJson).text("origin");
  }
}
