package org.cloister.plugins.secagg;

import org.cloister.crypto.ExchangeKey;
import org.cloister.crypto.SecretBytes;
import org.cloister.crypto.SecretShares;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.IntVector;
import org.cloister.spi.protection.SessionHost;

/**
 * What the hub insists on: who breaks a rule is named and left out, and the others go on. Each
 * check stops an attack on the sum; the tests show that by leaving it out.
 */
class HubChecks {

  /** Nobody may speak for {@code site}. */
  void signed(
      SessionHost host, Terms terms, int site, String purpose, Bytes statement, Bytes signature) {
    CloisterException.require(
        host.verify(terms.name(site), purpose, statement, signature),
        ErrorCode.SIGNATURE_INVALID,
        "The signature of "
            + terms.name(site)
            + " must hold for this session; it was altered, is from another session, or that site was told something else.");
  }

  /** Who opens something else than it committed to has no part in the draw. */
  void opening(Commitment commitment, Bytes opened) {
    CloisterException.require(
        commitment.value().equals(opened),
        ErrorCode.SESSION_MISMATCH,
        "A site must open what it committed to before the graph was drawn.");
  }

  /** A list of shares must be the one that the dealer signed for. */
  void dealt(DealerShares shares, int holders) {
    CloisterException.require(
        shares.shares().size() == holders
            && MerkleTree.root(shares.leaves()).equals(shares.dealing().root()),
        ErrorCode.SHARE_INVALID,
        "A dealer must send one share for each site, under the root that it signed.");
  }

  /** A vector of another shape cannot be summed. */
  void shape(Terms terms, IntVector vector) {
    CloisterException.require(
        vector.length() == terms.plan().length()
            && vector.modulusBits() == terms.plan().modulusBits(),
        ErrorCode.INPUT_MISMATCH,
        "A masked vector must have "
            + terms.plan().length()
            + " residues of "
            + terms.plan().modulusBits()
            + " bits, had "
            + vector.length()
            + " of "
            + vector.modulusBits()
            + ".");
  }

  /** What the survivors sign must be what is summed. */
  void input(Bytes claimed, Bytes received) {
    CloisterException.require(
        claimed.equals(received),
        ErrorCode.INPUT_MISMATCH,
        "A masked vector must be the one that its site signed for.");
  }

  /** A share that its dealer did not sign for is its holder's invention. */
  void revealed(Bytes signedFor, Bytes digest) {
    CloisterException.require(
        signedFor.equals(digest),
        ErrorCode.SHARE_INVALID,
        "A share that is revealed must be the one that its dealer signed for.");
  }

  /** Signed shares that give another key than the offered one are their dealer's lie. */
  void maskKey(Bytes offered, ExchangeKey reconstructed) {
    CloisterException.require(
        offered.equals(reconstructed.publicKey()),
        ErrorCode.SHARE_INVALID,
        "The shares of a dealer must give the key that it offered.");
  }

  /** What a dealer sent for a mask must follow from the seed that it shared, or nobody can. */
  void sent(Bytes signedFor, Bytes following) {
    CloisterException.require(
        signedFor.equals(following),
        ErrorCode.SHARE_INVALID,
        "What a dealer sent for a mask must follow from the key that it offered.");
  }

  /** The same for the seed of its own mask. */
  void selfSeed(Bytes committed, Bytes reconstructed) {
    CloisterException.require(
        committed.equals(reconstructed),
        ErrorCode.SHARE_INVALID,
        "The shares of a dealer must give the seed that it committed to.");
  }

  /** A share is a number of its field in the one spelling it has. */
  void share(SecretBytes value) {
    CloisterException.require(
        SecretShares.valid(value), ErrorCode.SHARE_INVALID, "A share must be of its field.");
  }
}
