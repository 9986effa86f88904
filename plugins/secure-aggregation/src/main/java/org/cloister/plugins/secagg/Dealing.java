package org.cloister.plugins.secagg;

import org.cloister.crypto.SecretBytes;
import org.cloister.model.Bytes;

/**
 * What a dealer says in public about the shares that it dealt: it cannot deny one later, and a
 * holder cannot change one.
 *
 * @param dealer its place on the roster
 * @param root of the tree over {@link #leaf} for each holder
 * @param selfSeed a digest of the seed of its own mask
 * @param signature of the dealer over {@link #statement}
 */
record Dealing(int dealer, Bytes root, Bytes selfSeed, Bytes signature) {

  static final String PURPOSE = "bonawitz/shares";

  /** What the dealer signs; {@code transcript} is that of the key offers. */
  static Bytes statement(Bytes transcript, int dealer, Bytes root, Bytes selfSeed) {
    return Transcript.of("shares").add(transcript).add(dealer).add(root).add(selfSeed).finish();
  }

  Bytes statement(Bytes transcript) {
    return statement(transcript, dealer, root, selfSeed);
  }

  /** The digest of one share; tells nothing, since a share alone is as good as random. */
  static Bytes shareDigest(
      Bytes transcript, int dealer, int holder, ShareKind kind, SecretBytes share) {
    return share.use(
        bytes ->
            Transcript.of("share")
                .add(transcript)
                .add(dealer)
                .add(holder)
                .add(kind.name())
                .add(bytes)
                .finish());
  }

  /** What the dealer signs of one holder's: two shares, and what it sent for their mask. */
  static Bytes leaf(Bytes maskShare, Bytes selfShare, Bytes sent) {
    return Transcript.of("leaf").add(maskShare).add(selfShare).add(sent).finish();
  }

  static Bytes selfSeedDigest(Bytes transcript, int dealer, SecretBytes seed) {
    return seed.use(
        bytes -> Transcript.of("self seed").add(transcript).add(dealer).add(bytes).finish());
  }

  void write(BodyWriter out) {
    out.number(dealer).fixed(root).fixed(selfSeed).sized(signature);
  }

  static Dealing read(BodyReader in) {
    return new Dealing(in.site(), in.digest(), in.digest(), in.sized());
  }
}
