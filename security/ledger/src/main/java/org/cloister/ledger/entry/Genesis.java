package org.cloister.ledger.entry;

import java.util.List;
import java.util.Optional;
import org.cloister.ledger.json.JsonObject;
import org.cloister.ledger.json.Members;
import org.cloister.ledger.json.ObjectBuilder;
import org.cloister.model.Digest;

/**
 * The first entry: what this log is, and whose signatures count on it. Keys that do not fit here
 * follow as {@link KeyChange} entries that the coordinator signs.
 *
 * @param origin the log that it belongs to: a signature never counts for another one
 * @param suite the crypto suite of all signatures
 * @param logKey the vkey that signs checkpoints
 * @param policy the digest of the witness policy's text
 * @param federation the digest of the signed federation descriptor
 * @param coordinator the party that coordinates; it signs this entry
 * @param keys ascending by name, none twice; among them one for signing of the coordinator
 * @param simulated whether one machine plays all parties; then independence is not shown
 * @param retires the origin that this one continues after a loss
 * @param retiredHead the last witnessed head of that origin
 */
public record Genesis(
    String origin,
    String suite,
    String logKey,
    Digest policy,
    Digest federation,
    String coordinator,
    List<PartyKey> keys,
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
    Checks.name(suite, "suite");
    Checks.name(logKey, "log_key");
    Checks.name(coordinator, "coordinator");
    Checks.ascending(keys.stream().map(PartyKey::key).toList(), "keys");
    keys = List.copyOf(keys);
    retires.ifPresent(value -> Checks.name(value, "retires"));
    Checks.require(
        hasSigningKey(keys, coordinator), "\"keys\" must have one for signing of the coordinator");
    Checks.require(
        retires.isPresent() == retiredHead.isPresent(),
        "\"retires\" and \"retired_head\" belong together");
  }

  private static boolean hasSigningKey(List<PartyKey> keys, String party) {
    return keys.stream()
        .anyMatch(key -> key.party().equals(party) && key.role() == PartyKey.Role.SIGNING);
  }

  static Genesis read(Members in) {
    Checks.require(in.text("format").equals(FORMAT), "\"format\" must be " + FORMAT);
    return new Genesis(
        in.text("origin"),
        in.text("suite"),
        in.text("log_key"),
        in.digest("policy"),
        in.digest("federation"),
        in.text("coordinator"),
        in.objects("keys").stream().map(PartyKey::read).toList(),
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
        .put("format", FORMAT)
        .put("suite", suite)
        .put("log_key", logKey)
        .put("policy", policy)
        .put("federation", federation)
        .put("coordinator", coordinator)
        .putObjects("keys", keys.stream().map(key -> key.json().build()).toList())
        .put("simulated", simulated)
        .putText("retires", retires)
        .putObject("retired_head", retiredHead.map(Head::toJson))
        .build();
  }
}
