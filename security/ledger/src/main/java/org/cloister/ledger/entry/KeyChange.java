package org.cloister.ledger.entry;

import java.util.List;
import java.util.Optional;
import org.cloister.ledger.json.JsonObject;
import org.cloister.ledger.json.Members;
import org.cloister.ledger.json.ObjectBuilder;
import org.cloister.model.Digest;

/**
 * A key comes or goes. Validity is by position in the log, never by a time that a key itself
 * signed.
 *
 * @param origin the log that it belongs to: a signature never counts for another one
 * @param action what happens to it
 * @param role what it signs
 * @param holder whose it is: an institution, never a person
 * @param key a vkey for logs and witnesses, else the key's name in the descriptor
 * @param publicKey the digest of the X.509 encoding
 * @param lastValidSeq the last entry that a retired key may have signed
 * @param approvals the positions of the approvals that allowed it
 */
public record KeyChange(
    String origin,
    Action action,
    Role role,
    String holder,
    String key,
    Digest publicKey,
    Optional<Long> lastValidSeq,
    List<Long> approvals)
    implements EntryBody {

  /** The name of this type on the log. */
  public static final String TYPE = "key";

  /** The choices of {@code action}; in lower case on the log. */
  public enum Action {
    /** action is add. */
    ADD,
    /** action is retire. */
    RETIRE
  }

  /** The choices of {@code role}; in lower case on the log. */
  public enum Role {
    /** role is log. */
    LOG,
    /** role is signing. */
    SIGNING,
    /** role is witness. */
    WITNESS
  }

  /** Checks names and numbers, sorts nothing: what is out of order is refused. */
  public KeyChange {
    Checks.name(origin, "origin");
    Checks.name(holder, "holder");
    Checks.name(key, "key");
    lastValidSeq.ifPresent(value -> Checks.count(value, "last_valid_seq"));
    approvals = Checks.ascending(approvals, "approvals");
  }

  static KeyChange read(Members in) {
    return new KeyChange(
        in.text("origin"),
        Checks.choice(Action.class, in.text("action"), "action"),
        Checks.choice(Role.class, in.text("role"), "role"),
        in.text("holder"),
        in.text("key"),
        in.digest("public_key"),
        in.optionalInteger("last_valid_seq"),
        in.integers("approvals"));
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
        .put("role", Checks.text(role))
        .put("holder", holder)
        .put("key", key)
        .put("public_key", publicKey)
        .putInteger("last_valid_seq", lastValidSeq)
        .putIntegers("approvals", approvals)
        .build();
  }
}
