package org.cloister.ledger.entry;

import java.util.List;
import org.cloister.ledger.json.JsonObject;
import org.cloister.ledger.json.Members;
import org.cloister.ledger.json.ObjectBuilder;
import org.cloister.model.Digest;

/**
 * A value and its salt were destroyed; the commitment stays and says nothing any more (GDPR art.
 * 17).
 *
 * @param origin the log that it belongs to: a signature never counts for another one
 * @param erasedSeq the position of the entry with the commitment
 * @param commitment which one
 * @param basis the legal basis
 * @param approvals the positions of at least two approvals, whose subject is the commitment
 */
public record Erasure(
    String origin, long erasedSeq, Digest commitment, String basis, List<Long> approvals)
    implements EntryBody {

  /** The name of this type on the log. */
  public static final String TYPE = "erasure";

  /** Checks names and numbers, sorts nothing: what is out of order is refused. */
  public Erasure {
    Checks.name(origin, "origin");
    Checks.count(erasedSeq, "erased_seq");
    Checks.name(basis, "basis");
    approvals = Checks.positions(approvals, "approvals");
    Checks.require(approvals.size() >= 2, "\"approvals\" must name at least two");
  }

  static Erasure read(Members in) {
    return new Erasure(
        in.text("origin"),
        in.integer("erased_seq"),
        in.digest("commitment"),
        in.text("basis"),
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
        .put("erased_seq", erasedSeq)
        .put("commitment", commitment)
        .put("basis", basis)
        .putIntegers("approvals", approvals)
        .build();
  }
}
