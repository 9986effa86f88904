package org.cloister.ledger.entry;

import org.cloister.ledger.json.JsonObject;
import org.cloister.ledger.json.Members;
import org.cloister.ledger.json.ObjectBuilder;
import org.cloister.model.Digest;

/**
 * The head of a log as an entry names it.
 *
 * @param size the number of entries
 * @param root the root hash over them
 */
public record Head(long size, Digest root) {

  /** Refuses a negative size. */
  public Head {
    Checks.count(size, "size");
  }

  static Head read(JsonObject json) {
    Members in = new Members(json);
    Head head = new Head(in.integer("size"), in.digest("root"));
    in.end();
    return head;
  }

  JsonObject toJson() {
    return new ObjectBuilder().put("size", size).put("root", root).build();
  }
}
