package org.cloister.ledger.entry;

import java.util.Optional;
import org.cloister.ledger.json.JsonObject;
import org.cloister.ledger.json.Members;
import org.cloister.ledger.json.ObjectBuilder;
import org.cloister.model.Digest;

/**
 * What happened to a plugin bundle at one party.
 *
 * @param origin the log that it belongs to: a signature never counts for another one
 * @param action what happened
 * @param party where
 * @param name the bundle's symbolic name
 * @param version the bundle's version
 * @param bundle the digest of the file
 * @param replaces the digest of the bundle that was swapped out
 * @param code why it was refused, such as CL-0302
 */
public record PluginEvent(
    String origin,
    Action action,
    String party,
    String name,
    String version,
    Digest bundle,
    Optional<Digest> replaces,
    Optional<String> code)
    implements EntryBody {

  /** The name of this type on the log. */
  public static final String TYPE = "plugin";

  /** The choices of {@code action}; in lower case on the log. */
  public enum Action {
    /** action is admit. */
    ADMIT,
    /**
     * action is swap: admitted in the place of another one, which rounds under way may still use.
     */
    SWAP,
    /** action is refuse. */
    REFUSE,
    /** action is withdraw: it may no longer be used. */
    WITHDRAW
  }

  /** Checks names and numbers, sorts nothing: what is out of order is refused. */
  public PluginEvent {
    Checks.name(origin, "origin");
    Checks.name(party, "party");
    Checks.name(name, "name");
    Checks.name(version, "version");
    code.ifPresent(value -> Checks.name(value, "code"));
  }

  static PluginEvent read(Members in) {
    return new PluginEvent(
        in.text("origin"),
        Checks.choice(Action.class, in.text("action"), "action"),
        in.text("party"),
        in.text("name"),
        in.text("version"),
        in.digest("bundle"),
        in.optionalDigest("replaces"),
        in.optionalText("code"));
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public JsonObject toJson() {
    return new ObjectBuilder()
        .put("origin", origin)
        .put("action", Checks.text(action))
        .put("party", party)
        .put("name", name)
        .put("version", version)
        .put("bundle", bundle)
        .putDigest("replaces", replaces)
        .putText("code", code)
        .build();
  }
}
