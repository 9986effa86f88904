package org.cloister.plugins.secagg;

import java.util.ArrayList;
import java.util.List;
import org.cloister.crypto.SecretBytes;
import org.cloister.crypto.SecretShares;
import org.cloister.model.Bytes;

/**
 * The second step of a site: it has everybody's keys, and deals shares of its two seeds.
 *
 * @param party this site
 * @param graph over all who are in the session from here on
 * @param offers the keys of those whom this site has to do with
 * @param transcript what all of them must have seen
 */
record SiteRoster(SiteParty party, Graph graph, List<KeyOffer> offers, Bytes transcript) {

  /** On the complete graph. */
  static SiteRoster of(SiteParty party, SiteKeys keys, Bytes body) {
    List<KeyOffer> offers = KeyOffer.decode(body, party.terms().sites());
    List<Integer> sites = offers.stream().map(KeyOffer::site).toList();
    party.checks().ascending(sites);
    party.checks().enough(party.terms(), sites.size());
    party.checks().ownKeys(keys.offer, offers);
    for (KeyOffer offer : offers) {
      party.requireSigned(
          offer.site(), KeyOffer.PURPOSE, offer.statement(party.terms()), offer.signature());
    }
    Bytes transcript = KeyOffer.transcript(party.terms(), offers);
    return new SiteRoster(party, new CompleteGraph(sites), offers, transcript);
  }

  List<Integer> sites() {
    return graph.sites();
  }

  KeyOffer offer(int site) {
    return offers.stream().filter(offer -> offer.site() == site).findFirst().orElseThrow();
  }

  /** Shares for all who are to hold some; on the complete graph this site is one of them. */
  DealerShares deal(SiteKeys keys) {
    List<SecretBytes> maskShares = shares(keys.maskSeed);
    List<SecretBytes> selfShares = shares(keys.selfSeed);
    try {
      List<DealerShares.Sealed> sealed = new ArrayList<>();
      for (int holder : graph.holders(party.self())) {
        int place = sealed.size();
        sealed.add(seal(keys, offer(holder), maskShares.get(place), selfShares.get(place)));
      }
      return signed(keys, sealed);
    } finally {
      maskShares.forEach(SecretBytes::close);
      selfShares.forEach(SecretBytes::close);
    }
  }

  /** A holder's number is its place among the holders, from 1. */
  private List<SecretBytes> shares(SecretBytes seed) {
    int holders = graph.holders(party.self()).size();
    int threshold = party.terms().shareThreshold();
    int shares = Math.max(holders, threshold); // with fewer holders nobody will learn the secret
    return SecretShares.share(seed, threshold, shares, party.host().random());
  }

  private DealerShares.Sealed seal(
      SiteKeys keys, KeyOffer holder, SecretBytes maskShare, SecretBytes selfShare) {
    int self = party.self();
    int to = holder.site();
    Channel channel = new Channel(party.terms().suite(), transcript, self, to);
    try (SecretBytes both = SecretBytes.joined(maskShare, selfShare)) {
      return new DealerShares.Sealed(
          Dealing.shareDigest(transcript, self, to, ShareKind.MASK_KEY, maskShare),
          Dealing.shareDigest(transcript, self, to, ShareKind.SELF_MASK, selfShare),
          Pair.sent(transcript, self, to, keys.mask, holder.mask()),
          channel.seal(keys.channel, holder.channel(), both, party.host().random()));
    }
  }

  private DealerShares signed(SiteKeys keys, List<DealerShares.Sealed> sealed) {
    Bytes root = MerkleTree.root(sealed.stream().map(DealerShares.Sealed::leaf).toList());
    Bytes seed = Dealing.selfSeedDigest(transcript, party.self(), keys.selfSeed);
    Bytes statement = Dealing.statement(transcript, party.self(), root, seed);
    Bytes signature = party.sign(Dealing.PURPOSE, statement);
    return new DealerShares(new Dealing(party.self(), root, seed, signature), sealed);
  }
}
