package org.cloister.plugins.secagg;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cloister.model.Bytes;
import org.cloister.spi.protection.SessionMessage;

/** The hub's second step: it collects the shares, which it cannot open, and passes them on. */
final class HubShares implements HubStep {
  private final HubParty party;
  private final SortedMap<Integer, KeyOffer> offers;
  private final Graph graph;
  private final Bytes transcript;
  private final TreeMap<Integer, DealerShares> dealt = new TreeMap<>();

  HubShares(HubParty party, SortedMap<Integer, KeyOffer> offers, Graph graph, Bytes transcript) {
    this.party = party;
    this.offers = offers;
    this.graph = graph;
    this.transcript = transcript;
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
    party.checks.dealt(shares, graph.holders(site).size());
    shares.requireSent(party.terms, graph.holders(site));
    dealt.put(site, shares);
  }

  @Override
  public SessionMessage kept(SessionMessage message) {
    Bytes open = DealerShares.decode(message.body(), party.terms.sites()).unsealed().encode();
    return new SessionMessage(message.peer(), message.step(), open, message.vector());
  }

  @Override
  public Next next() {
    Dealt all = new Dealt(offers, dealt, transcript, graph);
    Optional<DealerRoll> roll = party.terms.sparse().map(sparse -> all.roll());
    Map<Integer, List<List<Bytes>>> paths = new TreeMap<>();
    dealt.forEach((dealer, shares) -> paths.put(dealer, MerkleTree.paths(shares.leaves())));
    List<SessionMessage> out = new ArrayList<>();
    for (int holder : dealt.keySet()) {
      List<DealtShare> own = new ArrayList<>();
      for (int dealer : all.dealersTo(holder)) {
        int place = graph.place(dealer, holder);
        DealerShares.Sealed sealed = all.sealed(dealer, holder);
        List<Bytes> path = Objects.requireNonNull(paths.get(dealer)).get(place);
        own.add(new DealtShare(all.dealing(dealer), sealed.sent(), sealed.envelope(), path));
      }
      Bytes body = new DealtNotice(roll, own).encode();
      out.addAll(party.tell(List.of(holder), Steps.DEALT, body));
    }
    return Next.of(out, new HubInputs(party, all));
  }
}
