package org.cloister.ledger.entry;

import org.cloister.ledger.json.JsonObject;
import org.cloister.ledger.json.Members;
import org.cloister.ledger.json.ObjectBuilder;
import org.cloister.model.Digest;

/**
 * Evidence was handed out.
 *
 * @param origin the log that it belongs to: a signature never counts for another one
 * @param by who, as a pseudonymous identity
 * @param recipient to whom
 * @param reason why
 * @param archive the digest of the archive
 * @param head the head that it covers
 */
public record Export(
    String origin, String by, String recipient, String reason, Digest archive, Head head)
    implements EntryBody {

  /** The name of this type on the log. */
  public static final String TYPE = "export";

  /** Checks names and numbers, sorts nothing: what is out of order is refused. */
  public Export {
    Checks.name(origin, "origin");
    Checks.name(by, "by");
    Checks.name(recipient, "recipient");
    Checks.name(reason, "reason");
  }

  static Export read(Members in) {
    return new Export(
        in.text("origin"),
        in.text("by"),
        in.text("recipient"),
        in.text("reason"),
        in.digest("archive"),
        Head.read(in.object("head")));
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public JsonObject toJson() {
    return new ObjectBuilder()
        .put("origin", origin)
        .put("by", by)
        .put("recipient", recipient)
        .put("reason", reason)
        .put("archive", archive)
        .put("head", head.toJson())
        .build();
  }
}
