package org.cloister.ledger.entry;

import java.util.List;
import org.cloister.ledger.json.JsonObject;
import org.cloister.ledger.json.Members;
import org.cloister.ledger.json.ObjectBuilder;
import org.cloister.model.Digest;

/**
 * A model was evaluated; metrics can be guessed, so they stand here as a salted commitment.
 *
 * @param origin the log that it belongs to: a signature never counts for another one
 * @param job the job
 * @param round the round, from 0
 * @param model the digest of the model
 * @param sites where, ascending
 * @param metrics a commitment to the metrics
 */
public record Evaluation(
    String origin, String job, long round, Digest model, List<String> sites, Digest metrics)
    implements EntryBody {

  /** The name of this type on the log. */
  public static final String TYPE = "evaluation";

  /** Checks names and numbers, sorts nothing: what is out of order is refused. */
  public Evaluation {
    Checks.name(origin, "origin");
    Checks.name(job, "job");
    Checks.count(round, "round");
    sites = Checks.ascending(sites, "sites");
  }

  static Evaluation read(Members in) {
    return new Evaluation(
        in.text("origin"),
        in.text("job"),
        in.integer("round"),
        in.digest("model"),
        in.texts("sites"),
        in.digest("metrics"));
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
        .put("model", model)
        .putTexts("sites", sites)
        .put("metrics", metrics)
        .build();
  }
}
