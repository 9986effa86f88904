package org.cloister.plugins.secagg;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cloister.crypto.SecretBytes;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.spi.protection.SessionHost;
import org.cloister.spi.protection.SessionPlan;
import org.cloister.spi.protection.SessionPolicy;

/**
 * Everything that a site insists on before it goes on. It believes nobody: not the coordinator's
 * thresholds, lists or counts, and no peer's shares. Each check stops an attack of its own, which
 * the tests show by leaving it out; outside of tests there is only this class, and no way around.
 */
class SiteChecks extends DrawChecks {

  /** Too few sites, or too low a threshold, would let the coordinator see too much of one. */
  void plan(SessionPlan plan) {
    int sites = plan.roster().size();
    CloisterException.require(
        sites >= Terms.FEWEST_SITES && sites <= Terms.MOST_SITES,
        ErrorCode.PROTECTION_REFUSED,
        "A session must have "
            + Terms.FEWEST_SITES
            + " to "
            + Terms.MOST_SITES
            + " sites, was "
            + sites
            + "; with two, each would learn the other's values from the sum, and for more than "
            + Terms.MOST_SITES
            + " there is the protocol bell.");
    int least = Terms.leastThreshold(sites);
    CloisterException.require(
        plan.threshold() >= least,
        ErrorCode.PROTECTION_REFUSED,
        "The threshold of a session of "
            + sites
            + " sites must be at least "
            + least
            + ", was "
            + plan.threshold()
            + ".");
  }

  /** What this site agreed to with the others stands above what a coordinator sends. */
  void policy(Terms terms, SessionPolicy policy) {
    CloisterException.require(
        terms.sites() >= policy.sites()
            && terms.plan().threshold() >= policy.threshold()
            && terms.sites() >= policy.survivors(),
        ErrorCode.PROTECTION_REFUSED,
        "A session must have at least "
            + Math.max(policy.sites(), policy.survivors())
            + " sites and a threshold of "
            + policy.threshold()
            + " by this site's policy, was "
            + terms.sites()
            + " and "
            + terms.plan().threshold()
            + ".");
    CloisterException.require(
        policy.suite().isEmpty() || policy.suite().get().equals(terms.suite().id()),
        ErrorCode.PROTECTION_REFUSED,
        "The keys of a session must be of the suite "
            + policy.suite().orElse("")
            + " by this site's policy, was "
            + terms.suite().id()
            + ".");
  }

  /** A sum of few gives away each. */
  void enough(Terms terms, int sites) {
    CloisterException.require(
        sites >= terms.floor(),
        ErrorCode.PROTECTION_REFUSED,
        "A session must go on with at least " + terms.floor() + " sites, was " + sites + ".");
  }

  /** Each site once, in the order of the roster: who stands twice would be counted twice. */
  void ascending(List<Integer> sites) {
    for (int i = 1; i < sites.size(); i++) {
      CloisterException.require(
          sites.get(i - 1) < sites.get(i),
          ErrorCode.MESSAGE_MALFORMED,
          "A list of sites must name each once, in the order of the roster.");
    }
  }

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

  /** Whoever changed this site's own keys on the way would read its shares. */
  void ownKeys(KeyOffer mine, List<KeyOffer> offers) {
    CloisterException.require(
        offers.stream().anyMatch(mine::equals),
        ErrorCode.SESSION_MISMATCH,
        "The coordinator's list of keys must hold this site's own, as it sent them.");
  }

  /** The sites that were dealt with must be among those whose keys everybody has. */
  void among(List<Integer> sites, List<Integer> earlier, int self) {
    CloisterException.require(
        Set.copyOf(earlier).containsAll(sites) && sites.contains(self),
        ErrorCode.SESSION_MISMATCH,
        "The sites of a session must come from those of the step before, this one among them.");
  }

  /** A share that does not open was for somebody else, or of another session. */
  SecretBytes opened(Terms terms, int dealer, Optional<SecretBytes> content) {
    CloisterException.require(
        content.isPresent() && content.get().length() == 2 * BodyReader.DIGEST,
        ErrorCode.SHARE_INVALID,
        "The share of "
            + terms.name(dealer)
            + " must open for this site and this session; nothing was sent.");
    return content.orElseThrow();
  }

  /** A dealer must not be able to say later that it dealt something else. */
  void dealt(Terms terms, Dealing dealing, Bytes leaf, int index, int count, List<Bytes> path) {
    CloisterException.require(
        MerkleTree.proves(dealing.root(), leaf, index, count, path),
        ErrorCode.SHARE_INVALID,
        "The share of "
            + terms.name(dealing.dealer())
            + " must be the one that it signed for; nothing was sent.");
  }

  /** The sum must be of what this site sent and nothing else. */
  void ownInput(int self, Bytes digest, Survivors survivors) {
    CloisterException.require(
        survivors.inputs().contains(new Survivors.Input(self, digest)),
        ErrorCode.INPUT_MISMATCH,
        "The list of survivors must hold this site's own masked vector, as it sent it.");
  }

  /** The sums of earlier sessions must not tell of single sites with this one. */
  void admitted(SiteParty party, List<Integer> survivors) {
    party.host().admit(survivors.stream().map(party.terms()::name).toList());
  }

  /** All must have been told the same; {@code mine} is what this site signed. */
  void sameSurvivors(Bytes mine, Bytes asked) {
    CloisterException.require(
        mine.equals(asked),
        ErrorCode.SURVIVORS_REFUSED,
        "A site must answer for one set of survivors only; another one was asked for, which with the first would unmask a site.");
  }

  /** With so many signatures no other set can have found as many honest sites. */
  void consents(Terms terms, int distinct) {
    CloisterException.require(
        distinct >= terms.shareThreshold(),
        ErrorCode.SURVIVORS_REFUSED,
        "At least "
            + terms.shareThreshold()
            + " survivors must have signed the same set, were "
            + distinct
            + ".");
  }

  /** How many different sites signed. */
  int distinct(List<Agreement.Consent> consents) {
    return (int) consents.stream().map(Agreement.Consent::site).distinct().count();
  }

  /** Two answers, before and after a restart too, would be one too many. */
  void once(Bytes answered, Bytes asked) {
    sameSurvivors(answered, asked);
  }

  /** After the one answer there is nothing left to answer with. */
  void wiped(SiteSession session) {
    session.close();
  }
}
