package org.cloister.ledger.entry;

import java.util.Optional;
import org.cloister.ledger.json.JsonObject;
import org.cloister.ledger.json.Members;
import org.cloister.ledger.json.ObjectBuilder;
import org.cloister.model.Digest;

/**
 * Something that must not be silent: a dropout, a void round, a refusal, a stop.
 *
 * @param origin the log that it belongs to: a signature never counts for another one
 * @param kind what happened
 * @param code the reason as an error code, such as CL-0402
 * @param party where
 * @param job the job it happened in
 * @param round the round it happened in
 * @param evidence the digest of what is kept beside the log
 */
public record Incident(
    String origin,
    Kind kind,
    String code,
    String party,
    Optional<String> job,
    Optional<Long> round,
    Optional<Digest> evidence)
    implements EntryBody {

  /** The name of this type on the log. */
  public static final String TYPE = "incident";

  /** The choices of {@code kind}; in lower case on the log. */
  public enum Kind {
    /** kind is dropout: a participant was asked and did not count. */
    DROPOUT,
    /** kind is void: a round came to nothing. */
    VOID,
    /** kind is refusal: something was sent and not taken. */
    REFUSAL,
    /** kind is stop: the node stops. */
    STOP,
    /** kind is fork: two histories were shown. */
    FORK,
    /** kind is key: a key is no longer to be trusted. */
    KEY,
    /** kind is other. */
    OTHER
  }

  /** Checks names and numbers, sorts nothing: what is out of order is refused. */
  public Incident {
    Checks.name(origin, "origin");
    Checks.name(code, "code");
    Checks.name(party, "party");
    job.ifPresent(value -> Checks.name(value, "job"));
    round.ifPresent(value -> Checks.count(value, "round"));
  }

  static Incident read(Members in) {
    return new Incident(
        in.text("origin"),
        Checks.choice(Kind.class, in.text("kind"), "kind"),
        in.text("code"),
        in.text("party"),
        in.optionalText("job"),
        in.optionalInteger("round"),
        in.optionalDigest("evidence"));
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public JsonObject toJson() {
    return new ObjectBuilder()
        .put("origin", origin)
        .put("kind", Checks.text(kind))
        .put("code", code)
        .put("party", party)
        .putText("job", job)
        .putInteger("round", round)
        .putDigest("evidence", evidence)
        .build();
  }
}
