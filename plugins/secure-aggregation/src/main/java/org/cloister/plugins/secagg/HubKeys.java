package org.cloister.plugins.secagg;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.cloister.model.Bytes;
import org.cloister.spi.protection.SessionMessage;

/** The hub's first step: it collects the sites' keys, and their commitments if there are any. */
final class HubKeys implements HubStep {
  private final HubParty party;
  private final TreeMap<Integer, KeyOffer> offers = new TreeMap<>();
  private final TreeMap<Integer, Commitment> commitments = new TreeMap<>();

  HubKeys(HubParty party) {
    this.party = party;
  }

  @Override
  public String expects() {
    return Steps.KEYS;
  }

  @Override
  public Set<Integer> asked() {
    Set<Integer> all = new TreeSet<>();
    for (int site = 0; site < party.terms.sites(); site++) {
      all.add(site);
    }
    return all;
  }

  @Override
  public Set<Integer> answered() {
    return offers.keySet();
  }

  @Override
  public int enough() {
    return party.terms.floor();
  }

  @Override
  public Duration limit() {
    return party.terms.stepLimit();
  }

  @Override
  public void take(int site, SessionMessage message) {
    BodyReader body = new BodyReader(message.body(), party.terms.sites());
    if (party.terms.sparse().isEmpty()) {
      take(site, body.whole(KeyOffer::read), party.terms);
      return;
    }
    Bytes value = body.digest();
    KeyOffer offer = body.whole(KeyOffer::read);
    Terms bound = Commitment.bound(party.terms, value);
    take(site, offer, bound);
    commitments.put(site, new Commitment(site, value, offer.statement(bound)));
  }

  private void take(int site, KeyOffer offer, Terms signed) {
    if (offer.site() != site) {
      throw BodyReader.malformed("a site speaks for itself");
    }
    party.requireSigned(site, KeyOffer.PURPOSE, offer.statement(signed), offer.signature());
    offer.requireUsable(party.terms);
    offers.put(site, offer);
  }

  @Override
  public Next next() {
    if (party.terms.sparse().isPresent()) {
      Bytes body = Commitment.encode(List.copyOf(commitments.values()));
      return Next.of(
          party.tell(offers.keySet(), Steps.COMMITMENTS, body),
          new HubOpenings(party, offers, commitments));
    }
    List<KeyOffer> all = List.copyOf(offers.values());
    Graph graph = new CompleteGraph(List.copyOf(offers.keySet()));
    return Next.of(
        party.tell(offers.keySet(), Steps.ROSTER, KeyOffer.encode(all)),
        new HubShares(party, offers, graph, KeyOffer.transcript(party.terms, all)));
  }
}
