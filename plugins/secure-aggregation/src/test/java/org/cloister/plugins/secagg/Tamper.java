package org.cloister.plugins.secagg;

import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.cloister.crypto.CryptoSuite;
import org.cloister.crypto.ExchangeKey;
import org.cloister.crypto.SecretBytes;
import org.cloister.model.Bytes;
import org.cloister.spi.protection.SessionHost;
import org.cloister.spi.protection.SessionMessage;
import org.cloister.spi.protection.SessionPlan;

/** Ways to change messages on their way. */
final class Tamper {
  private Tamper() {}

  /** Changes the body of one step's messages from or to {@code party}. */
  static Stage.Wire body(String party, String step, UnaryOperator<Bytes> change) {
    return (from, m) ->
        m.step().equals(step) && (from.equals(party) || m.peer().equals(party))
            ? List.of(new SessionMessage(m.peer(), step, change.apply(m.body()), m.vector()))
            : List.of(m);
  }

  /** Changes the list of keys that {@code party} is told. */
  static Stage.Wire roster(String party, int sites, UnaryOperator<List<KeyOffer>> change) {
    return body(
        party, Steps.ROSTER, body -> KeyOffer.encode(change.apply(KeyOffer.decode(body, sites))));
  }

  static Stage.Wire dealt(String party, int sites, UnaryOperator<List<DealtShare>> change) {
    return body(
        party,
        Steps.DEALT,
        body -> DealtShare.encode(change.apply(DealtShare.decode(body, sites))));
  }

  static ExchangeKey key() {
    try (SecretBytes seed = SecretBytes.random(32, new SecureRandom())) {
      return CryptoSuite.STANDARD.exchangeKeyFromSeed(seed);
    }
  }

  /** A stage that was played with this wire. */
  static Stage played(SiteChecks site, HubChecks hub, SessionPlan plan, Stage.Wire wire) {
    Stage stage = new Stage(new BonawitzAggregation(site, hub), plan);
    stage.wire = wire;
    return stage.play();
  }

  /** The last message of that step from a party, if it got so far. */
  static Optional<SessionMessage> last(Stage stage, String from, String step) {
    return stage.seen().stream()
        .filter(l -> l.from().equals(from) && l.message().step().equals(step))
        .map(letter -> letter.message())
        .reduce((a, b) -> b);
  }

  /** A site that follows no rules but has keys of its own. */
  static SiteParty party(Stage stage, int site) {
    SessionHost host = stage.host(stage.plan.roster().get(site));
    return new SiteParty(Terms.of(stage.plan), site, host, new SiteChecks());
  }
}
