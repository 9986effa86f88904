package org.cloister.ledger.entry;

import java.util.List;
import org.cloister.ledger.json.JsonObject;
import org.cloister.ledger.json.Members;
import org.cloister.ledger.json.ObjectBuilder;
import org.cloister.model.Digest;

/**
 * A round begins with these sites, this model and exactly this code.
 *
 * @param origin the log that it belongs to: a signature never counts for another one
 * @param job the job
 * @param round the round, from 0
 * @param base the digest of the model that everybody starts from
 * @param sites who was asked, ascending
 * @param bundles the digests of the round's plugin bundles, ascending
 * @param rule the aggregation rule
 * @param seen the head that all sites compare at the start of the round
 */
public record RoundOpen(
    String origin,
    String job,
    long round,
    Digest base,
    List<String> sites,
    List<Digest> bundles,
    String rule,
    Head seen)
    implements EntryBody {

  /** The name of this type on the log. */
  public static final String TYPE = "round-open";

  /** Checks names and numbers, sorts nothing: what is out of order is refused. */
  public RoundOpen {
    Checks.name(origin, "origin");
    Checks.name(job, "job");
    Checks.count(round, "round");
    sites = Checks.ascending(sites, "sites");
    bundles = Checks.ascending(bundles, "bundles");
    Checks.name(rule, "rule");
  }

  static RoundOpen read(Members in) {
    return new RoundOpen(
        in.text("origin"),
        in.text("job"),
        in.integer("round"),
        in.digest("base"),
        in.texts("sites"),
        in.digests("bundles"),
        in.text("rule"),
        Head.read(in.object("seen")));
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
        .put("base", base)
        .putTexts("sites", sites)
        .putDigests("bundles", bundles)
        .put("rule", rule)
        .put("seen", seen.toJson())
        .build();
  }
}
