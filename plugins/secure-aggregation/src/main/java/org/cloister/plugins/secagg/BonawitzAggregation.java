package org.cloister.plugins.secagg;

import java.util.List;
import java.util.Optional;
import org.cloister.model.Settings;
import org.cloister.spi.protection.Adversary;
import org.cloister.spi.protection.CoordinatorSession;
import org.cloister.spi.protection.ParticipantSession;
import org.cloister.spi.protection.SecureAggregation;
import org.cloister.spi.protection.SessionHost;
import org.cloister.spi.protection.SessionMessage;
import org.cloister.spi.protection.SessionPlan;

/**
 * Double masking on the complete graph, with the round of consent that a coordinator which lies
 * makes necessary: K. Bonawitz et al., "Practical Secure Aggregation for Privacy-Preserving Machine
 * Learning", CCS 2017, figure 4 with the underlined parts.
 *
 * <p><b>Guarantee.</b> While fewer than a third of the sites work with the coordinator, nobody
 * learns more than the sum over at least {@code max(3, threshold)} sites, whatever the coordinator
 * says and whoever drops out when: a site masks with every other one and once for itself, and
 * reveals of each peer either what takes off the one mask or the other. What the sum itself tells
 * is not hidden; with three sites two that put their values together know the third's.
 *
 * <p><b>Settings.</b> {@code suite}: {@code standard}; {@code fips} for keys of P-256, which
 * approved modules have; or {@code pq-hybrid} for keys of which each is X25519 and ML-KEM-768 at
 * once, so that what is recorded today stays closed to a quantum computer of tomorrow. {@code
 * threshold}: how many survivors it takes, at least {@code floor(2n/3) + 1}, which is the default.
 * {@code step-seconds}, 600: how long the coordinator waits for a step. {@code input-seconds}, 86
 * 400: how long for the masked vectors, which come after the training. 3 to 128 sites.
 *
 * <p>Signatures are over everything that came before: the plan with the context of its host, all
 * keys, all dealt shares. So a message of another session, round, roster, model or view of who is
 * in has no valid signature here.
 */
final class BonawitzAggregation implements SecureAggregation {
  private final Protocol protocol;

  BonawitzAggregation() {
    this(new SiteChecks(), new HubChecks());
  }

  /** For tests that show what a check is there for. */
  BonawitzAggregation(SiteChecks siteChecks, HubChecks hubChecks) {
    this.protocol = new Protocol(siteChecks, hubChecks);
  }

  @Override
  public String id() {
    return "bonawitz";
  }

  @Override
  public int threshold(int participants, Settings settings) {
    return Terms.threshold(participants, settings);
  }

  @Override
  public ParticipantSession participant(SessionPlan plan, String self, SessionHost host) {
    protocol.siteChecks().plan(plan);
    return protocol.participant(Terms.of(plan), self, host);
  }

  @Override
  public CoordinatorSession coordinator(SessionPlan plan, SessionHost host) {
    protocol.siteChecks().plan(plan);
    return protocol.coordinator(Terms.of(plan), host);
  }

  @Override
  public Optional<CoordinatorSession> again(
      SessionPlan plan, List<SessionMessage> heard, SessionHost host) {
    protocol.siteChecks().plan(plan);
    return Optional.of(protocol.again(Terms.of(plan), heard, host));
  }

  @Override
  public List<Adversary> adversaries() {
    return Attacks.all();
  }
}
