package org.cloister.plugins.secagg;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cloister.model.Bytes;
import org.cloister.spi.protection.SessionMessage;

/** The hub's second step: it collects the shares, which it cannot open, and passes them on. */
final class HubShares implements HubStep {
  private final HubParty party;
  private final SortedMap<Integer, KeyOffer> offers;
  private final Bytes transcript;
  private final TreeMap<Integer, DealerShares> dealt = new TreeMap<>();

  HubShares(HubParty party, SortedMap<Integer, KeyOffer> offers) {
    this.party = party;
    this.offers = offers;
    this.transcript = KeyOffer.transcript(party.terms, List.copyOf(offers.values()));
  }

  @Override
  public String expects() {
    return Steps.SHARES;
  }

  @Override
  public Set<Integer> asked() {
    return offers.keySet();
  }

  @Override
  public Set<Integer> answered() {
    return dealt.keySet();
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
    DealerShares shares = DealerShares.decode(message.body(), party.terms.sites());
    Dealing dealing = shares.dealing();
    if (dealing.dealer() != site) {
      throw BodyReader.malformed("a site deals for itself");
    }
    party.requireSigned(site, Dealing.PURPOSE, dealing.statement(transcript), dealing.signature());
    party.checks.dealt(shares, offers.size());
    shares.requireSent(party.terms, List.copyOf(offers.keySet()));
    dealt.put(site, shares);
  }

  @Override
  public Next next() {
    List<Integer> holders = List.copyOf(offers.keySet());
    List<SessionMessage> out = new ArrayList<>();
    Map<Integer, List<Bytes>> leaves = new TreeMap<>();
    dealt.forEach((dealer, shares) -> leaves.put(dealer, shares.leaves()));
    for (int holder : dealt.keySet()) {
      int place = holders.indexOf(holder);
      List<DealtShare> own = new ArrayList<>();
      dealt.forEach(
          (dealer, shares) ->
              own.add(
                  new DealtShare(
                      shares.dealing(),
                      shares.shares().get(place).sent(),
                      shares.shares().get(place).envelope(),
                      MerkleTree.path(Objects.requireNonNull(leaves.get(dealer)), place))));
      out.addAll(party.tell(List.of(holder), Steps.DEALT, DealtShare.encode(own)));
    }
    return Next.of(out, new HubInputs(party, new Dealt(offers, dealt, transcript)));
  }
}
