package org.cloister.ledger.entry;

import java.util.Optional;
import org.cloister.ledger.json.JsonObject;
import org.cloister.ledger.json.Members;
import org.cloister.ledger.json.ObjectBuilder;
import org.cloister.model.Digest;

/**
 * The first entry: what this log is. The roster and its keys follow as {@link KeyChange} entries.
 *
 * @param origin the log that it belongs to: a signature never counts for another one
 * @param format always {@value #FORMAT}
 * @param suite the crypto suite of all signatures
 * @param logKey the vkey that signs checkpoints
 * @param policy the digest of the witness policy's text
 * @param federation the digest of the signed federation descriptor
 * @param simulated whether one machine plays all parties; then independence is not shown
 * @param retires the origin that this one continues after a loss
 * @param retiredHead the last witnessed head of that origin
 */
public record Genesis(
    String origin,
    String format,
    String suite,
    String logKey,
    Digest policy,
    Digest federation,
    boolean simulated,
    Optional<String> retires,
    Optional<Head> retiredHead)
    implements EntryBody {

  /** The name of this type on the log. */
  public static final String TYPE = "genesis";

  /** The format of a log that begins with this entry. */
  public static final String FORMAT = "cloister-ledger/1";

  /** Checks names and numbers, sorts nothing: what is out of order is refused. */
  public Genesis {
    Checks.name(origin, "origin");
    Checks.name(format, "format");
    Checks.name(suite, "suite");
    Checks.name(logKey, "log_key");
    retires.ifPresent(value -> Checks.name(value, "retires"));
    Checks.require(format.equals(FORMAT), "\"format\" must be " + FORMAT);
    Checks.require(
        retires.isPresent() == retiredHead.isPresent(),
        "\"retires\" and \"retired_head\" belong together");
  }

  static Genesis read(Members in) {
    return new Genesis(
        in.text("origin"),
        in.text("format"),
        in.text("suite"),
        in.text("log_key"),
        in.digest("policy"),
        in.digest("federation"),
        in.truth("simulated"),
        in.optionalText("retires"),
        in.optionalObject("retired_head").map(Head::read));
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public JsonObject toJson() {
    return new ObjectBuilder()
        .put("origin", origin)
        .put("format", format)
        .put("suite", suite)
        .put("log_key", logKey)
        .put("policy", policy)
        .put("federation", federation)
        .put("simulated", simulated)
        .putText("retires", retires)
        .putObject("retired_head", retiredHead.map(Head::toJson))
        .build();
  }
}
