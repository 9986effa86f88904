package org.cloister.plugins.secagg;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.cloister.spi.protection.SessionMessage;

/** The hub's first step: it collects the sites' keys. */
final class HubKeys implements HubStep {
  private final HubParty party;
  private final TreeMap<Integer, KeyOffer> offers = new TreeMap<>();

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
    KeyOffer offer = new BodyReader(message.body(), party.terms.sites()).whole(KeyOffer::read);
    if (offer.site() != site) {
      throw BodyReader.malformed("a site speaks for itself");
    }
    party.requireSigned(site, KeyOffer.PURPOSE, offer.statement(party.terms), offer.signature());
    offer.requireUsable(party.terms);
    offers.put(site, offer);
  }

  @Override
  public Next next() {
    List<KeyOffer> all = List.copyOf(offers.values());
    return Next.of(
        party.tell(offers.keySet(), Steps.ROSTER, KeyOffer.encode(all)),
        new HubShares(party, offers));
  }
}
