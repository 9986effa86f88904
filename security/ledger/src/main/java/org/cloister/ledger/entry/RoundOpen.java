package org.cloister.ledger.entry;

import java.util.List;
import java.util.Optional;
import org.cloister.ledger.json.JsonObject;
import org.cloister.ledger.json.Members;
import org.cloister.model.Digest;

/**
 * A round begins with these participants, this model and exactly this code.
 *
 * @param at the round
 * @param terms the digest of the job description that all parties agreed on
 * @param route how contributions reach the coordinator, such as open or secure
 * @param base the digest of the model that everybody starts from, if there is one already
 * @param participants who may be asked, ascending
 * @param bundles the digests of the round's plugin bundles, ascending
 * @param seen the head that all sites compare at the start of the round
 */
public record RoundOpen(
    JobRound at,
    Digest terms,
    String route,
    Optional<Digest> base,
    List<String> participants,
    List<Digest> bundles,
    Head seen)
    implements EntryBody {

  /** The name of this type on the log. */
  public static final String TYPE = "round-open";

  /** Checks names and numbers, sorts nothing: what is out of order is refused. */
  public RoundOpen {
    Checks.name(route, "route");
    participants = Checks.names(participants, "participants");
    bundles = Checks.ascending(bundles, "bundles");
  }

  static RoundOpen read(Members in) {
    return new RoundOpen(
        JobRound.read(in),
        in.digest("terms"),
        in.text("route"),
        in.optionalDigest("base"),
        in.texts("participants"),
        in.digests("bundles"),
        Head.read(in.object("seen")));
  }

  /**
   * What all sites compare at the start of the round: SHA-256 of this body, in the bytes that its
   * signature is over.
   */
  public Digest echo() {
    return Digest.of(toJson().toBytes());
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
        .put("terms", terms)
        .put("route", route)
        .putDigest("base", base)
        .putTexts("participants", participants)
        .putDigests("bundles", bundles)
        .put("seen", seen.toJson())
        .build();
  }
}
