package org.cloister.plugins.secagg;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cloister.model.Bytes;
import org.cloister.model.IntVector;

/**
 * The third step of a site: it holds a share of everybody's seeds, knows that they are the signed
 * ones, and can mask.
 */
final class SiteDealt implements AutoCloseable {
  private final SiteRoster roster;
  private final List<Integer> sites;
  private final HeldShares held = new HeldShares();
  private final Map<Integer, Bytes> sent = new TreeMap<>();
  private final Bytes transcript;

  private SiteDealt(SiteRoster roster, List<Integer> sites, Bytes transcript) {
    this.roster = roster;
    this.sites = sites;
    this.transcript = transcript;
  }

  static SiteDealt of(SiteRoster roster, SiteKeys keys, Bytes body) {
    SiteParty party = roster.party();
    DealtNotice notice = DealtNotice.decode(body, party.terms());
    DealerRoll own = DealerRoll.of(roster.transcript(), notice.dealings());
    DealerRoll roll = notice.roll().orElse(own);
    List<Integer> sites = roll.dealers();
    party.checks().ascending(sites);
    party.checks().enough(party.terms(), sites.size());
    party.checks().among(sites, roster.sites(), party.self());
    party.checks().rolled(roll.among(roster.graph().holders(party.self())), own.entries());
    SiteDealt dealt = new SiteDealt(roster, sites, roll.transcript(roster.transcript()));
    try {
      notice.shares().forEach(share -> dealt.take(share, keys));
    } catch (RuntimeException e) {
      dealt.close();
      throw e;
    }
    return dealt;
  }

  private void take(DealtShare share, SiteKeys keys) {
    SiteParty party = roster.party();
    Dealing dealing = share.dealing();
    int dealer = dealing.dealer();
    Bytes session = roster.transcript();
    party.requireSigned(dealer, Dealing.PURPOSE, dealing.statement(session), dealing.signature());
    Channel channel = new Channel(party.terms().suite(), session, dealer, party.self());
    held.put(
        dealer,
        party
            .checks()
            .opened(
                party.terms(),
                dealer,
                channel.open(keys.channel, roster.offer(dealer).channel(), share.envelope())));
    Bytes leaf =
        Dealing.leaf(
            digest(dealer, ShareKind.MASK_KEY), digest(dealer, ShareKind.SELF_MASK), share.sent());
    if (share.sent().length() != Pair.sentBytes(party.terms().suite(), dealer, party.self())) {
      throw BodyReader.malformed("what is sent for a mask has the length of its suite");
    }
    sent.put(dealer, share.sent());
    Graph graph = roster.graph();
    int place = graph.place(dealer, party.self());
    int holders = graph.holders(dealer).size();
    party.checks().dealt(party.terms(), dealing, leaf, place, holders, share.path());
  }

  private Bytes sent(int dealer) {
    return java.util.Objects.requireNonNull(sent.get(dealer));
  }

  private Bytes digest(int dealer, ShareKind kind) {
    return Dealing.shareDigest(
        roster.transcript(), dealer, roster.party().self(), kind, held.share(dealer, kind));
  }

  /** What all sites of the session must have seen by now. */
  Bytes transcript() {
    return transcript;
  }

  List<Integer> sites() {
    return sites;
  }

  Graph graph() {
    return roster.graph();
  }

  Reveal reveal(Survivors survivors) {
    return held.reveal(java.util.Set.copyOf(survivors.sites()));
  }

  /**
   * {@code x + PRG(own seed) + sum over later neighbours of PRG(pair) - sum over earlier ones}
   * (Bonawitz et al., 4.0.1). The vector holds its own copies of the keys.
   */
  MaskedVector mask(IntVector residues, SiteKeys keys) {
    int self = roster.party().self();
    Bytes session = roster.transcript();
    Masks masks = new Masks(residues.modulusBits());
    masks.add(Derivations.selfMask(keys.selfSeed, session, self));
    for (int site : sites) {
      if (site != self && roster.graph().joins(self, site)) {
        var pair =
            Pair.of(session, self, site)
                .mask(self, keys.mask, roster.offer(site).mask(), sent(site));
        if (self < site) {
          masks.add(pair);
        } else {
          masks.subtract(pair);
        }
      }
    }
    return new MaskedVector(residues, masks);
  }

  @Override
  public void close() {
    held.close();
  }
}
