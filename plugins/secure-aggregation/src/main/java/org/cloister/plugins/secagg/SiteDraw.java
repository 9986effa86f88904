package org.cloister.plugins.secagg;

import java.util.List;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.jspecify.annotations.Nullable;

/** A site's part in drawing the graph: it commits, sees what all committed to, and opens. */
final class SiteDraw {
  private final SiteParty party;
  private final Bytes opening;
  private final Bytes value;
  private @Nullable List<Commitment> commitments;

  private SiteDraw(SiteParty party, Bytes opening) {
    this.party = party;
    this.opening = opening;
    this.value = Commitment.of(party.terms(), party.self(), opening);
  }

  static SiteDraw fresh(SiteParty party) {
    byte[] chance = new byte[BodyReader.DIGEST];
    party.host().random().nextBytes(chance);
    return new SiteDraw(party, Bytes.of(chance));
  }

  /** What this site signs its keys for. */
  Terms signed() {
    return Commitment.bound(party.terms(), value);
  }

  /** The site's first word: commitment and keys. */
  Bytes offered(KeyOffer offer) {
    BodyWriter out = new BodyWriter().fixed(value);
    offer.write(out);
    return out.finish();
  }

  /** Whether it was told the others' commitments. */
  boolean listed() {
    return commitments != null;
  }

  /** From here on the others can choose nothing any more, and this site opens. */
  Bytes open(KeyOffer offer, Bytes body) {
    List<Commitment> all = Commitment.decode(body, party.terms().sites());
    party.checks().ascending(all.stream().map(Commitment::site).toList());
    party.checks().enough(party.terms(), all.size());
    party
        .checks()
        .ownCommitment(new Commitment(party.self(), value, offer.statement(signed())), all);
    commitments = all;
    return new BodyWriter().fixed(opening).finish();
  }

  /** The graph, and the keys of this site's neighbours in it. */
  SiteRoster roster(Bytes body) {
    List<Commitment> all = java.util.Objects.requireNonNull(commitments);
    DrawnRoster drawn = DrawnRoster.decode(body, party.terms().sites());
    List<Integer> sites = drawn.openings().stream().map(Opening::site).toList();
    party.checks().ascending(sites);
    party.checks().enough(party.terms(), sites.size());
    party.checks().among(sites, all.stream().map(Commitment::site).toList(), party.self());
    party.checks().withheld(party.terms(), all.size() - sites.size());
    for (Opening o : drawn.openings()) {
      party
          .checks()
          .opening(commitment(all, o.site()), Commitment.of(party.terms(), o.site(), o.value()));
    }
    Draw draw = Draw.of(party.terms(), all, drawn.openings());
    List<Integer> given = drawn.offers().stream().map(KeyOffer::site).toList();
    CloisterException.require(
        given.equals(draw.graph().holders(party.self()).stream().sorted().toList()),
        ErrorCode.SESSION_MISMATCH,
        "The keys that a site is told must be those of its neighbours in the graph that was drawn.");
    for (KeyOffer offer : drawn.offers()) {
      Commitment bound = commitment(all, offer.site());
      Bytes statement = offer.statement(Commitment.bound(party.terms(), bound.value()));
      party.checks().boundKeys(bound, statement);
      party.requireSigned(offer.site(), KeyOffer.PURPOSE, statement, offer.signature());
    }
    return new SiteRoster(party, draw.graph(), drawn.offers(), draw.transcript());
  }

  private static Commitment commitment(List<Commitment> all, int site) {
    for (Commitment commitment : all) {
      if (commitment.site() == site) {
        return commitment;
      }
    }
    throw BodyReader.malformed("only who committed can open");
  }
}
