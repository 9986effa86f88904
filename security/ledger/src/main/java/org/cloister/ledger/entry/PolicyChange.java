package org.cloister.ledger.entry;

import java.util.List;
import java.util.Optional;
import org.cloister.ledger.json.JsonObject;
import org.cloister.ledger.json.Members;
import org.cloister.ledger.json.ObjectBuilder;
import org.cloister.model.Digest;

/**
 * Another witness policy or another rule of the federation, approved under the one before.
 *
 * @param origin the log that it belongs to: a signature never counts for another one
 * @param name which policy
 * @param digest of the new text
 * @param replaces the digest of the old text
 * @param approvals the positions of the approvals that allowed it, whose subject is the new text's
 *     digest
 */
public record PolicyChange(
    String origin, String name, Digest digest, Optional<Digest> replaces, List<Long> approvals)
    implements EntryBody {

  /** The name of the witness policy, whose first text's digest stands in the genesis. */
  public static final String WITNESSES = "witnesses";

  /** The name of this type on the log. */
  public static final String TYPE = "policy";

  /** Checks names and numbers, sorts nothing: what is out of order is refused. */
  public PolicyChange {
    Checks.name(origin, "origin");
    Checks.name(name, "name");
    approvals = Checks.positions(approvals, "approvals");
  }

  static PolicyChange read(Members in) {
    return new PolicyChange(
        in.text("origin"),
        in.text("name"),
        in.digest("digest"),
        in.optionalDigest("replaces"),
        in.integers("approvals"));
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public JsonObject toJson() {
    return new ObjectBuilder()
        .put("origin", origin)
        .put("name", name)
        .put("digest", digest)
        .putDigest("replaces", replaces)
        .putIntegers("approvals", approvals)
        .build();
  }
}
