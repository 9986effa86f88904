package org.cloister.ledger.entry;

import java.util.List;
import java.util.Optional;
import org.cloister.ledger.json.JsonObject;
import org.cloister.ledger.json.Members;
import org.cloister.model.Digest;

/**
 * What came of a step of a round.
 *
 * @param at the round
 * @param step the step in it
 * @param inputs the positions of the contribution entries that were used, ascending
 * @param dropouts the participants that were asked and did not count, ascending
 * @param aggregate the digest of the aggregate
 * @param model the digest of the new model; empty where the step made none
 * @param rule the aggregation rule that was applied
 * @param messages of the route's protocol
 * @param transcript the digest of the {@link Transcript}
 */
public record AggregateEntry(
    JobRound at,
    String step,
    List<Long> inputs,
    List<String> dropouts,
    Digest aggregate,
    Optional<Digest> model,
    String rule,
    ProtocolMessages messages,
    Digest transcript)
    implements EntryBody {

  /** The name of this type on the log. */
  public static final String TYPE = "aggregate";

  /** Checks names and numbers, sorts nothing: what is out of order is refused. */
  public AggregateEntry {
    Checks.name(step, "step");
    inputs = Checks.positions(inputs, "inputs");
    dropouts = Checks.names(dropouts, "dropouts");
    Checks.name(rule, "rule");
  }

  static AggregateEntry read(Members in) {
    return new AggregateEntry(
        JobRound.read(in),
        in.text("step"),
        in.integers("inputs"),
        in.texts("dropouts"),
        in.digest("aggregate"),
        in.optionalDigest("model"),
        in.text("rule"),
        ProtocolMessages.read(in),
        in.digest("transcript"));
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
    return messages
        .into(at.json())
        .put("step", step)
        .putIntegers("inputs", inputs)
        .putTexts("dropouts", dropouts)
        .put("aggregate", aggregate)
        .putDigest("model", model)
        .put("rule", rule)
        .put("transcript", transcript)
        .build();
  }
}
