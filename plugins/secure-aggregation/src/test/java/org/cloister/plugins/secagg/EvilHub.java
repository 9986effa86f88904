package org.cloister.plugins.secagg;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.cloister.model.Bytes;
import org.cloister.spi.protection.SessionHost;
import org.cloister.spi.protection.SessionMessage;
import org.cloister.spi.protection.SessionPlan;

/**
 * A coordinator that plays by the rules until it has all masked vectors, and from then on says what
 * it likes to whom it likes. Its refusals come out of the sessions as they are.
 */
final class EvilHub implements AutoCloseable {
  final Stage stage;
  final Loot loot;

  /** A host whose journal forgets: for sites that are to be broken twins. */
  static SessionHost forgetful(String party) {
    return new Desk(party) {
      @Override
      public void journal(String name, Bytes entry) {}
    };
  }

  EvilHub(SiteChecks checks, SessionPlan plan) {
    this(i -> checks, plan, Desk::new, List.of());
  }

  /** Of {@code silent} sites nothing comes from the shares on. */
  EvilHub(
      IntFunction<SiteChecks> checks,
      SessionPlan plan,
      Function<String, SessionHost> desks,
      List<String> silent) {
    stage = new Stage(new BonawitzAggregation(checks.apply(0), new HubChecks()), plan, desks);
    for (int i = 0; i < plan.roster().size(); i++) {
      String site = plan.roster().get(i);
      stage.sites.put(
          site,
          new BonawitzAggregation(checks.apply(i), new HubChecks())
              .participant(plan, site, stage.host(site)));
    }
    stage.wire =
        (from, message) -> {
          boolean late = silent.contains(from) && !message.step().equals(Steps.KEYS);
          return late || message.step().equals(Steps.SURVIVORS) ? List.of() : List.of(message);
        };
    stage.start().deliver();
    silent.forEach(stage.silent::add);
    if (!silent.isEmpty()) {
      stage.send(Stage.HUB, stage.hub.deadlinePassed());
      stage.deliver();
    }
    stage.contribute().deliver();
    stage.seen.removeIf(
        letter -> silent.contains(letter.from()) && !letter.message().step().equals(Steps.KEYS));
    loot = new Loot(stage);
  }

  Survivors all() {
    return loot.survivors(loot.inputs.keySet());
  }

  Survivors without(int site) {
    TreeSet<Integer> rest = new TreeSet<>(loot.inputs.keySet());
    rest.remove(site);
    return loot.survivors(rest);
  }

  private Bytes say(int site, String step, Bytes body) {
    SessionMessage message = new SessionMessage(Stage.HUB, step, body, Optional.empty());
    return stage.session(stage.plan.roster().get(site)).on(message).get(0).body();
  }

  Agreement.Consent consent(int site, Survivors survivors) {
    Bytes body = say(site, Steps.SURVIVORS, survivors.encode());
    return new Agreement.Consent(
        site, new BodyReader(body, loot.terms.sites()).whole(BodyReader::sized));
  }

  List<Agreement.Consent> consents(Survivors survivors, int... sites) {
    List<Agreement.Consent> consents = new ArrayList<>();
    for (int site : sites) {
      consents.add(consent(site, survivors));
    }
    return consents;
  }

  /** Has a site reveal its shares, and keeps them. */
  void reveal(int site, Survivors survivors, List<Agreement.Consent> consents) {
    Bytes body = say(site, Steps.AGREEMENT, new Agreement(survivors, consents).encode());
    loot.keep(site, survivors, body);
  }

  /** Consent and reveal of all of these, for one set. */
  void unmask(Survivors survivors, int... sites) {
    List<Agreement.Consent> consents = consents(survivors, sites);
    for (int site : sites) {
      reveal(site, survivors, consents);
    }
  }

  @Override
  public void close() {
    stage.close();
  }
}
