package org.cloister.plugins.secagg;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cloister.model.Bytes;
import org.cloister.spi.protection.SessionMessage;

/** The hub's step between keys and shares where the graph is drawn: it collects the openings. */
final class HubOpenings implements HubStep {
  private final HubParty party;
  private final SortedMap<Integer, KeyOffer> offers;
  private final List<Commitment> commitments;
  private final TreeMap<Integer, Opening> openings = new TreeMap<>();

  HubOpenings(
      HubParty party, SortedMap<Integer, KeyOffer> offers, SortedMap<Integer, Commitment> bound) {
    this.party = party;
    this.offers = offers;
    this.commitments = List.copyOf(bound.values());
  }

  @Override
  public String expects() {
    return Steps.OPENING;
  }

  @Override
  public Set<Integer> asked() {
    return offers.keySet();
  }

  @Override
  public Set<Integer> answered() {
    return openings.keySet();
  }

  @Override
  public int enough() {
    int withheld = party.terms.sparse().orElseThrow().withheld();
    return Math.max(party.terms.floor(), commitments.size() - withheld);
  }

  @Override
  public Duration limit() {
    return party.terms.stepLimit();
  }

  @Override
  public void take(int site, SessionMessage message) {
    Bytes value = new BodyReader(message.body(), party.terms.sites()).whole(BodyReader::digest);
    for (Commitment commitment : commitments) {
      if (commitment.site() == site) {
        party.checks.opening(commitment, Commitment.of(party.terms, site, value));
      }
    }
    openings.put(site, new Opening(site, value));
  }

  @Override
  public Next next() {
    List<Opening> all = List.copyOf(openings.values());
    Draw draw = Draw.of(party.terms, commitments, all);
    List<SessionMessage> out = new ArrayList<>();
    for (int site : openings.keySet()) {
      List<KeyOffer> neighbours =
          draw.graph().holders(site).stream()
              .sorted()
              .map(other -> Objects.requireNonNull(offers.get(other)))
              .toList();
      Bytes body = new DrawnRoster(all, neighbours).encode();
      out.addAll(party.tell(List.of(site), Steps.ROSTER, body));
    }
    TreeMap<Integer, KeyOffer> drawn = new TreeMap<>(offers);
    drawn.keySet().retainAll(openings.keySet());
    return Next.of(out, new HubShares(party, drawn, draw.graph(), draw.transcript()));
  }
}
