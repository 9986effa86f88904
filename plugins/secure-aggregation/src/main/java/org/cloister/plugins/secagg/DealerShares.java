package org.cloister.plugins.secagg;

import java.util.List;
import org.cloister.model.Bytes;

/**
 * All that one dealer sends.
 *
 * @param dealing the public statement
 * @param shares one for each site of the roster message, in its order
 */
record DealerShares(Dealing dealing, List<Sealed> shares) {

  /**
   * One holder's shares.
   *
   * @param maskShare the digest of the share of the mask key's seed
   * @param selfShare the digest of the share of the self mask's seed
   * @param sent of the exchange of keys for the mask that dealer and holder have together
   * @param envelope both shares, sealed for the holder
   */
  record Sealed(Bytes maskShare, Bytes selfShare, Bytes sent, Bytes envelope) {
    Bytes leaf() {
      return Dealing.leaf(maskShare, selfShare, sent);
    }

    Bytes digest(ShareKind kind) {
      return kind == ShareKind.MASK_KEY ? maskShare : selfShare;
    }

    private void write(BodyWriter out) {
      out.fixed(maskShare).fixed(selfShare).sized(sent).sized(envelope);
    }

    private static Sealed read(BodyReader in) {
      return new Sealed(in.digest(), in.digest(), in.sized(), in.sized());
    }
  }

  /** Refuses what is not of the length that the suite has for an exchange with each holder. */
  void requireSent(Terms terms, List<Integer> holders) {
    for (int i = 0; i < Math.min(shares.size(), holders.size()); i++) {
      int bytes = Pair.sentBytes(terms.suite(), dealing.dealer(), holders.get(i));
      if (shares.get(i).sent().length() != bytes) {
        throw BodyReader.malformed("what is sent for a mask has the length of its suite");
      }
    }
  }

  /** Without the shares themselves: what it takes to check one that its holder reveals. */
  DealerShares unsealed() {
    return new DealerShares(
        dealing,
        shares.stream()
            .map(
                share ->
                    new Sealed(share.maskShare(), share.selfShare(), share.sent(), Bytes.empty()))
            .toList());
  }

  List<Bytes> leaves() {
    return shares.stream().map(Sealed::leaf).toList();
  }

  Bytes encode() {
    BodyWriter out = new BodyWriter();
    dealing.write(out);
    out.number(shares.size());
    shares.forEach(share -> share.write(out));
    return out.finish();
  }

  static DealerShares decode(Bytes body, int sites) {
    return new BodyReader(body, sites)
        .whole(in -> new DealerShares(Dealing.read(in), in.list(Sealed::read)));
  }
}
