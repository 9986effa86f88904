package org.cloister.ledger.entry;

import org.cloister.ledger.json.JsonObject;
import org.cloister.ledger.json.Members;
import org.cloister.model.Digest;

/**
 * What was stored by an {@link ArchiveEntry} was erased.
 *
 * @param at the round
 * @param step whose training a model was made from
 * @param archive the digest of the stored bytes, which are encrypted
 * @param basis why, such as the retention
 */
public record ArchiveErasure(JobRound at, String step, Digest archive, String basis)
    implements EntryBody {

  /** The name of this type on the log. */
  public static final String TYPE = "archive-erasure";

  /** Checks the names. */
  public ArchiveErasure {
    Checks.name(step, "step");
    Checks.name(basis, "basis");
  }

  static ArchiveErasure read(Members in) {
    return new ArchiveErasure(
        JobRound.read(in), in.text("step"), in.digest("archive"), in.text("basis"));
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
    return at.json().put("step", step).put("archive", archive).put("basis", basis).build();
  }
}
