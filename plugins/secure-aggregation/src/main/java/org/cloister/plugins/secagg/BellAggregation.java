package org.cloister.plugins.secagg;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.cloister.crypto.CryptoSuite;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.Settings;
import org.cloister.spi.protection.Adversary;
import org.cloister.spi.protection.CoordinatorSession;
import org.cloister.spi.protection.ParticipantSession;
import org.cloister.spi.protection.SecureAggregation;
import org.cloister.spi.protection.SessionHost;
import org.cloister.spi.protection.SessionMessage;
import org.cloister.spi.protection.SessionPlan;

/**
 * Double masking on a sparse graph: J. Bell et al., "Secure Single-Server Aggregation with
 * (Poly)Logarithmic Overhead", CCS 2020. A site masks with some neighbours only and deals its
 * shares to them, so that its work grows with the logarithm of the number of sites. Up to 128 sites
 * the graph is complete, and the protocol that of {@link BonawitzAggregation}.
 *
 * <p><b>Guarantee.</b> With at most the fraction {@code corrupt} of the session's roster working
 * with the coordinator, chosen before the session, nobody learns more than one sum over at least
 * {@code threshold} sites, the corrupt among them, whatever the coordinator says and whoever drops
 * out when; but for a chance of 2^-40, in 1000 draws together. The coordinator picks the roster of
 * a session from that of the job: a federation whose floor for {@code sites} is low lets it ask
 * few, so that its own are a larger part of them. Nobody chooses the graph: with its keys each site
 * commits to 32 random bytes, and opens them when it was told all commitments. Who does not open is
 * left out, at most one site in 200; what a coordinator gains by choosing whom ({@link
 * SparseTerms#grindingBits}) is made up for by the degree. All sign the same survivors, and a site
 * reveals its shares only if enough of its own neighbours did; why that is enough stands at {@link
 * GraphFinder#LYING}.
 *
 * <p><b>Settings.</b> {@code corrupt}, 0.05: the fraction of corrupt sites, 0.01 to 0.33. {@code
 * dropout}, 0.1: the fraction of sites that may drop out, 0.01 to 0.33; with more the session ends
 * without a sum, because the graph would withstand no more. Both cost neighbours. {@code suite}
 * (pq-hybrid with at most 160 neighbours), {@code step-seconds} and {@code input-seconds} as with
 * {@link BonawitzAggregation}. 3 to 1000 sites; with few more than 128, high fractions are refused.
 */
final class BellAggregation implements SecureAggregation {

  /** As many shares, of 6 KB each with both signatures, fit into a message of 1 MiB. */
  static final int MOST_HYBRID = 160;

  /** When the graph is sparse, and how. */
  interface Sparsity {
    Optional<SparseTerms> of(int sites, Settings settings);
  }

  private final Protocol protocol;
  private final Sparsity sparsity;

  BellAggregation() {
    this(new SiteChecks(), new HubChecks(), BellAggregation::sparse);
  }

  /** For tests that show what a check is there for, and small graphs. */
  BellAggregation(SiteChecks siteChecks, HubChecks hubChecks, Sparsity sparsity) {
    this.protocol = new Protocol(siteChecks, hubChecks);
    this.sparsity = sparsity;
  }

  private static Optional<SparseTerms> sparse(int sites, Settings settings) {
    if (sites <= Terms.MOST_SITES) {
      return Optional.empty();
    }
    SparseTerms terms = SparseTerms.of(sites, settings);
    CloisterException.require(
        terms.degree() <= MOST_HYBRID || Terms.suite(settings) != CryptoSuite.PQ_HYBRID,
        ErrorCode.PROTECTION_REFUSED,
        "In the suite pq-hybrid a site can have at most "
            + MOST_HYBRID
            + " neighbours, because a message must hold the keys and signatures of all; these"
            + " fractions need "
            + terms.degree()
            + ". Lower corrupt or dropout, or choose another suite.");
    return Optional.of(terms);
  }

  private static void requireKnown(Settings settings) {
    settings.requireOnly("corrupt", "dropout", "step-seconds", "input-seconds", "suite");
    SparseTerms.requireKnown(settings);
    Terms.requireCommon(settings);
  }

  @Override
  public String id() {
    return "bell";
  }

  @Override
  public int threshold(int participants, Settings settings) {
    requireKnown(settings);
    return sparsity
        .of(participants, settings)
        .map(SparseTerms::survivors)
        .orElseGet(() -> Terms.threshold(participants, Settings.none()));
  }

  /** Who does not open its commitment has chosen among graphs: few may. */
  @Override
  public int tolerated(SessionPlan plan, String step) {
    int most = SecureAggregation.super.tolerated(plan, step);
    return step.equals(Steps.OPENING)
        ? terms(plan).sparse().map(sparse -> Math.min(most, sparse.withheld())).orElse(most)
        : most;
  }

  private Terms terms(SessionPlan plan) {
    requireKnown(plan.settings());
    Optional<SparseTerms> sparse = sparsity.of(plan.roster().size(), plan.settings());
    sparse.ifPresentOrElse(
        terms -> protocol.siteChecks().sparse(plan, terms), () -> protocol.siteChecks().plan(plan));
    return Terms.of(plan, sparse);
  }

  @Override
  public ParticipantSession participant(SessionPlan plan, String self, SessionHost host) {
    return protocol.participant(terms(plan), self, host);
  }

  @Override
  public CoordinatorSession coordinator(SessionPlan plan, SessionHost host) {
    return protocol.coordinator(terms(plan), host);
  }

  @Override
  public Optional<CoordinatorSession> again(
      SessionPlan plan, List<SessionMessage> heard, SessionHost host) {
    return Optional.of(protocol.again(terms(plan), heard, host));
  }

  /** On the complete graph those of {@link BonawitzAggregation}. */
  @Override
  public List<Adversary> adversaries() {
    Function<SessionPlan, Terms> read =
        plan -> Terms.of(plan, sparsity.of(plan.roster().size(), plan.settings()));
    List<Adversary> all = new ArrayList<>(new SparseAttacks(read).all());
    Attacks.all().forEach(attack -> all.add(new SparseOnly(attack, read, false)));
    return all;
  }
}
