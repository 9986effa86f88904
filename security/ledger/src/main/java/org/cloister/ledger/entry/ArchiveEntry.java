package org.cloister.ledger.entry;

import org.cloister.ledger.json.JsonObject;
import org.cloister.ledger.json.Members;
import org.cloister.model.Digest;

/**
 * What a model is made from was stored, so that it can be made again.
 *
 * @param at the round
 * @param step whose training a model was made from
 * @param archive the digest of the stored bytes, which are encrypted
 */
public record ArchiveEntry(JobRound at, String step, Digest archive) implements EntryBody {

  /** The name of this type on the log. */
  public static final String TYPE = "archive";

  /** Checks the names. */
  public ArchiveEntry {
    Checks.name(step, "step");
  }

  static ArchiveEntry read(Members in) {
    return new ArchiveEntry(JobRound.read(in), in.text("step"), in.digest("archive"));
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public String origin() {
    return at.origin();
  }

  @Override
  public JsonObject toJson() {
    return at.json().put("step", step).put("archive", archive).build();
  }
}
