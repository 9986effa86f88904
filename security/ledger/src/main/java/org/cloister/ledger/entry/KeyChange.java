package org.cloister.ledger.entry;

import java.util.List;
import java.util.Optional;
import org.cloister.ledger.json.JsonObject;
import org.cloister.ledger.json.Members;

/**
 * A key comes or goes. Validity is by position in the log, never by a time that a key itself
 * signed.
 *
 * @param origin the log that it belongs to: a signature never counts for another one
 * @param action what happens to it
 * @param subject the key
 * @param lastValidSeq the position of the last entry that the key may have signed; unless it comes
 * @param approvals the positions of the approvals that allowed it, whose subject is the SHA-256 of
 *     the 32 bytes of the key
 */
public record KeyChange(
    String origin,
    Action action,
    PartyKey subject,
    Optional<Long> lastValidSeq,
    List<Long> approvals)
    implements EntryBody {

  /** The name of this type on the log. */
  public static final String TYPE = "key";

  /** The choices of {@code action}; in lower case on the log. */
  public enum Action {
    /** action is add. */
    ADD,
    /** action is retire: it is replaced as planned. */
    RETIRE,
    /** action is revoke: it is no longer to be trusted. */
    REVOKE
  }

  /** Checks names and numbers, sorts nothing: what is out of order is refused. */
  public KeyChange {
    Checks.name(origin, "origin");
    lastValidSeq.ifPresent(value -> Checks.count(value, "last_valid_seq"));
    Checks.require(
        lastValidSeq.isPresent() == (action != Action.ADD),
        "\"last_valid_seq\" must be there unless the key is added");
    approvals = Checks.positions(approvals, "approvals");
  }

  static KeyChange read(Members in) {
    return new KeyChange(
        in.text("origin"),
        Checks.choice(Action.class, in.text("action"), "action"),
        PartyKey.read(in),
        in.optionalInteger("last_valid_seq"),
        in.integers("approvals"));
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public JsonObject toJson() {
    return subject
        .json()
        .put("origin", origin)
        .put("action", Checks.text(action))
        .putInteger("last_valid_seq", lastValidSeq)
        .putIntegers("approvals", approvals)
        .build();
  }
}
