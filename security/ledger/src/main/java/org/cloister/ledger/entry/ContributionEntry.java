package org.cloister.ledger.entry;

import java.util.List;
import java.util.Optional;
import org.cloister.ledger.json.JsonObject;
import org.cloister.ledger.json.Members;
import org.cloister.model.Digest;

/**
 * A participant's own statement of what it sent; by {@code seen} it is a witness statement too.
 *
 * @param at the round
 * @param step the step in it
 * @param participant who
 * @param update the digest of what was sent
 * @param bundles the digests of the bundles that made it, ascending
 * @param base the digest of the model that it started from, if it did from one
 * @param rule the aggregation rule that it was meant for
 * @param nonce 64 hexadecimal digits drawn for this entry
 * @param seen the last head that the participant verified
 * @param privacy what it spent, if the job promises privacy
 */
public record ContributionEntry(
    JobRound at,
    String step,
    String participant,
    Digest update,
    List<Digest> bundles,
    Optional<Digest> base,
    String rule,
    String nonce,
    Head seen,
    Optional<PrivacySpent> privacy)
    implements EntryBody {

  /** The name of this type on the log. */
  public static final String TYPE = "contribution";

  /** Checks names and numbers, sorts nothing: what is out of order is refused. */
  public ContributionEntry {
    Checks.name(step, "step");
    Checks.name(participant, "participant");
    bundles = Checks.ascending(bundles, "bundles");
    Checks.name(rule, "rule");
    Checks.hex(nonce, "nonce");
  }

  static ContributionEntry read(Members in) {
    return new ContributionEntry(
        JobRound.read(in),
        in.text("step"),
        in.text("participant"),
        in.digest("update"),
        in.digests("bundles"),
        in.optionalDigest("base"),
        in.text("rule"),
        in.text("nonce"),
        Head.read(in.object("seen")),
        in.optionalObject("privacy").map(PrivacySpent::read));
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
    return at.json()
        .put("step", step)
        .put("participant", participant)
        .put("update", update)
        .putDigests("bundles", bundles)
        .putDigest("base", base)
        .put("rule", rule)
        .put("nonce", nonce)
        .put("seen", seen.toJson())
        .putObject("privacy", privacy.map(PrivacySpent::toJson))
        .build();
  }
}
