package org.cloister.ledger.entry;

import java.util.List;
import org.cloister.ledger.json.JsonObject;
import org.cloister.ledger.json.Members;
import org.cloister.ledger.json.ObjectBuilder;
import org.cloister.model.Digest;

/**
 * A model leaves the federation.
 *
 * @param origin the log that it belongs to: a signature never counts for another one
 * @param job the job
 * @param model the digest of the model
 * @param aggregateSeq the position of the aggregate entry that made it
 * @param recipient to whom
 * @param purpose what for
 * @param approvals the positions of the approvals that allowed it, whose subject is the model
 */
public record ModelRelease(
    String origin,
    String job,
    Digest model,
    long aggregateSeq,
    String recipient,
    String purpose,
    List<Long> approvals)
    implements EntryBody {

  /** The name of this type on the log. */
  public static final String TYPE = "model-release";

  /** Checks names and numbers, sorts nothing: what is out of order is refused. */
  public ModelRelease {
    Checks.name(origin, "origin");
    Checks.name(job, "job");
    Checks.count(aggregateSeq, "aggregate_seq");
    Checks.name(recipient, "recipient");
    Checks.name(purpose, "purpose");
    approvals = Checks.positions(approvals, "approvals");
  }

  static ModelRelease read(Members in) {
    return new ModelRelease(
        in.text("origin"),
        in.text("job"),
        in.digest("model"),
        in.integer("aggregate_seq"),
        in.text("recipient"),
        in.text("purpose"),
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
        .put("job", job)
        .put("model", model)
        .put("aggregate_seq", aggregateSeq)
        .put("recipient", recipient)
        .put("purpose", purpose)
        .putIntegers("approvals", approvals)
        .build();
  }
}
