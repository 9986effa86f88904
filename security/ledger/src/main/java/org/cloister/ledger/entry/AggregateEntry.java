package org.cloister.ledger.entry;

import java.util.List;
import java.util.Optional;
import org.cloister.ledger.json.JsonObject;
import org.cloister.ledger.json.Members;
import org.cloister.ledger.json.ObjectBuilder;
import org.cloister.model.Digest;

/**
 * What came of a round.
 *
 * @param origin the log that it belongs to: a signature never counts for another one
 * @param job the job
 * @param round the round, from 0
 * @param inputs the positions of the contribution entries that were used, ascending
 * @param dropouts the sites that were asked and did not count, ascending
 * @param aggregate the digest of the aggregate
 * @param model the digest of the new model
 * @param rule the aggregation rule that was applied
 * @param transcript the digest of the round's messages, where the route has a protocol
 */
public record AggregateEntry(
    String origin,
    String job,
    long round,
    List<Long> inputs,
    List<String> dropouts,
    Digest aggregate,
    Digest model,
    String rule,
    Optional<Digest> transcript)
    implements EntryBody {

  /** The name of this type on the log. */
  public static final String TYPE = "aggregate";

  /** Checks names and numbers, sorts nothing: what is out of order is refused. */
  public AggregateEntry {
    Checks.name(origin, "origin");
    Checks.name(job, "job");
    Checks.count(round, "round");
    inputs = Checks.ascending(inputs, "inputs");
    dropouts = Checks.ascending(dropouts, "dropouts");
    Checks.name(rule, "rule");
  }

  static AggregateEntry read(Members in) {
    return new AggregateEntry(
        in.text("origin"),
        in.text("job"),
        in.integer("round"),
        in.integers("inputs"),
        in.texts("dropouts"),
        in.digest("aggregate"),
        in.digest("model"),
        in.text("rule"),
        in.optionalDigest("transcript"));
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
        .putIntegers("inputs", inputs)
        .putTexts("dropouts", dropouts)
        .put("aggregate", aggregate)
        .put("model", model)
        .put("rule", rule)
        .putDigest("transcript", transcript)
        .build();
  }
}
