package org.cloister.ledger.entry;

import java.util.List;
import org.cloister.ledger.json.JsonObject;
import org.cloister.ledger.json.Members;
import org.cloister.model.Digest;

/**
 * A model was evaluated; metrics can be guessed, so they stand here as a salted commitment.
 *
 * @param at the round
 * @param step the step in it
 * @param model the digest of the model
 * @param participants where, ascending
 * @param metrics a commitment to the metrics
 */
public record Evaluation(
    JobRound at, String step, Digest model, List<String> participants, Digest metrics)
    implements EntryBody {

  /** The name of this type on the log. */
  public static final String TYPE = "evaluation";

  /** Checks names and numbers, sorts nothing: what is out of order is refused. */
  public Evaluation {
    Checks.name(step, "step");
    participants = Checks.names(participants, "participants");
  }

  static Evaluation read(Members in) {
    return new Evaluation(
        JobRound.read(in),
        in.text("step"),
        in.digest("model"),
        in.texts("participants"),
        in.digest("metrics"));
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
        .put("model", model)
        .putTexts("participants", participants)
        .put("metrics", metrics)
        .build();
  }
}
