package org.cloister.ledger.entry;

import org.cloister.ledger.json.JsonObject;
import org.cloister.ledger.json.Members;
import org.cloister.ledger.json.ObjectBuilder;
import org.cloister.model.Digest;

/**
 * Somebody entitled to says yes; the signature of the entry is theirs (21 CFR 11.50: who, when,
 * meaning).
 *
 * @param origin the log that it belongs to: a signature never counts for another one
 * @param approver a pseudonymous identity; who that is stays off the log
 * @param role in which role
 * @param meaning what the signature means
 * @param subject the digest of what is approved
 */
public record Approval(String origin, String approver, String role, String meaning, Digest subject)
    implements EntryBody {

  /** The name of this type on the log. */
  public static final String TYPE = "approval";

  /** Checks names and numbers, sorts nothing: what is out of order is refused. */
  public Approval {
    Checks.name(origin, "origin");
    Checks.name(approver, "approver");
    Checks.name(role, "role");
    Checks.name(meaning, "meaning");
  }

  static Approval read(Members in) {
    return new Approval(
        in.text("origin"),
        in.text("approver"),
        in.text("role"),
        in.text("meaning"),
        in.digest("subject"));
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public JsonObject toJson() {
    return new ObjectBuilder()
        .put("origin", origin)
        .put("approver", approver)
        .put("role", role)
        .put("meaning", meaning)
        .put("subject", subject)
        .build();
  }
}
