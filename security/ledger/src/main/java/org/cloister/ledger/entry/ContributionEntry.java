package org.cloister.ledger.entry;

import java.util.List;
import java.util.Optional;
import org.cloister.ledger.json.JsonObject;
import org.cloister.ledger.json.Members;
import org.cloister.ledger.json.ObjectBuilder;
import org.cloister.model.Digest;

/**
 * A participant's own statement of what it sent; by {@code seen} it is a witness statement too.
 *
 * @param origin the log that it belongs to: a signature never counts for another one
 * @param job the job
 * @param round the round, from 0
 * @param participant who
 * @param update the digest of what was sent
 * @param bundles the digests of the bundles that made it, ascending
 * @param base the digest of the model that it started from
 * @param rule the aggregation rule that it was meant for
 * @param nonce 64 hexadecimal digits drawn for this entry
 * @param seen the last head that the participant verified
 * @param budget privacy spent and left after this contribution
 */
public record ContributionEntry(
    String origin,
    String job,
    long round,
    String participant,
    Digest update,
    List<Digest> bundles,
    Digest base,
    String rule,
    String nonce,
    Head seen,
    Optional<Budget> budget)
    implements EntryBody {

  /** The name of this type on the log. */
  public static final String TYPE = "contribution";

  /** Checks names and numbers, sorts nothing: what is out of order is refused. */
  public ContributionEntry {
    Checks.name(origin, "origin");
    Checks.name(job, "job");
    Checks.count(round, "round");
    Checks.name(participant, "participant");
    bundles = Checks.ascending(bundles, "bundles");
    Checks.name(rule, "rule");
    Checks.name(nonce, "nonce");
    Checks.require(
        nonce.matches("[0-9a-f]{64}"), "\"nonce\" must be 64 lower-case hexadecimal digits");
  }

  static ContributionEntry read(Members in) {
    return new ContributionEntry(
        in.text("origin"),
        in.text("job"),
        in.integer("round"),
        in.text("participant"),
        in.digest("update"),
        in.digests("bundles"),
        in.digest("base"),
        in.text("rule"),
        in.text("nonce"),
        Head.read(in.object("seen")),
        in.optionalObject("budget").map(Budget::read));
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
        .put("round", round)
        .put("participant", participant)
        .put("update", update)
        .putDigests("bundles", bundles)
        .put("base", base)
        .put("rule", rule)
        .put("nonce", nonce)
        .put("seen", seen.toJson())
        .putObject("budget", budget.map(Budget::toJson))
        .build();
  }
}
