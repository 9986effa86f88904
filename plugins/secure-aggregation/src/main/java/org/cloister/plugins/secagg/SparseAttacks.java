package org.cloister.plugins.secagg;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.cloister.model.Bytes;
import org.cloister.model.ErrorCode;
import org.cloister.spi.protection.Adversary;
import org.cloister.spi.protection.Expectation;
import org.cloister.spi.protection.SessionMessage;
import org.cloister.spi.protection.SessionPlan;
import org.cloister.spi.protection.Stage;

/**
 * Attacks on sessions whose graph was drawn: a coordinator that says different things of who is in,
 * and sites that lie about their shares.
 *
 * @param terms what a plan means where the graph is drawn
 */
record SparseAttacks(Function<SessionPlan, Terms> terms) {
  private static final int VICTIM = 0;

  List<Adversary> all() {
    List<Adversary> all = new ArrayList<>(new DrawAttacks(terms).all());
    refused(all, "dead-and-alive", ErrorCode.SURVIVORS_REFUSED, this::deadAndAlive);
    refused(all, "split-survivor-set", ErrorCode.SURVIVORS_REFUSED, this::split);
    refused(all, "second-unmasking-with-another-set", ErrorCode.SURVIVORS_REFUSED, this::secondSet);
    refused(
        all,
        "duplicated-signatures-counted-twice",
        ErrorCode.SURVIVORS_REFUSED,
        this::repeatedSignatures);
    refused(all, "survivors-below-floor", ErrorCode.PROTECTION_REFUSED, this::tooFew);
    refused(all, "survivor-with-another-vector", ErrorCode.INPUT_MISMATCH, this::anotherVector);
    refused(all, "threshold-below-floor", ErrorCode.PROTECTION_REFUSED, this::lowThreshold);
    blamed(all, "lying-share", ErrorCode.SHARE_INVALID, SiteAttacks::inventedShare);
    blamed(
        all, "share-outside-the-field", ErrorCode.SHARE_INVALID, SiteAttacks::shareOutsideTheField);
    blamed(all, "share-left-out", ErrorCode.MESSAGE_MALFORMED, SiteAttacks::shareLeftOut);
    blamed(all, "share-off-the-signed-root", ErrorCode.SHARE_INVALID, SiteAttacks::unsignedList);
    return all;
  }

  private void refused(List<Adversary> all, String name, ErrorCode code, Consumer<Stage> attack) {
    all.add(SparseOnly.refused(name, code, terms, attack));
  }

  private void blamed(List<Adversary> all, String name, ErrorCode code, Consumer<Stage> attack) {
    Adversary one =
        Adversary.of(
            name,
            plan -> Expectation.costs(plan, code, plan.roster().get(VICTIM)),
            stage -> {
              attack.accept(stage);
              return List.of();
            });
    all.add(new SparseOnly(one, terms, true));
  }

  /** Plays by the rules until all vectors are there; the list of survivors as it should be. */
  private static Survivors honest(Stage stage) {
    List<Bytes> told = new ArrayList<>();
    stage.wire(
        (from, m) -> {
          if (m.step().equals(Steps.SURVIVORS)) {
            told.add(m.body());
            return List.of();
          }
          return List.of(m);
        });
    stage.start();
    stage.contribute();
    stage.deliver();
    return Survivors.decode(told.get(0), stage.plan().roster().size());
  }

  private static Survivors without(Survivors all, int site) {
    List<Survivors.Input> rest =
        all.inputs().stream().filter(input -> input.site() != site).toList();
    return new Survivors(all.transcript(), rest);
  }

  private static Optional<Bytes> say(Stage stage, int site, String step, Bytes body) {
    String peer = stage.plan().roster().get(site);
    SessionMessage message = new SessionMessage(peer, step, body, Optional.empty());
    return stage.say(SessionMessage.COORDINATOR, message).stream()
        .map(SessionMessage::body)
        .findFirst();
  }

  private static List<Agreement.Consent> consents(
      Stage stage, Survivors survivors, List<Integer> sites) {
    List<Agreement.Consent> consents = new ArrayList<>();
    for (int site : sites) {
      say(stage, site, Steps.SURVIVORS, survivors.encode())
          .map(body -> new BodyReader(body, stage.plan().roster().size()).whole(BodyReader::sized))
          .ifPresent(signature -> consents.add(new Agreement.Consent(site, signature)));
    }
    return consents;
  }

  /** Those of a site's neighbours. */
  private List<Agreement.Consent> near(Stage stage, int site, List<Agreement.Consent> consents) {
    Graph graph = graph(stage);
    return consents.stream().filter(consent -> graph.joins(site, consent.site())).toList();
  }

  private Graph graph(Stage stage) {
    int sites = stage.plan().roster().size();
    Bytes commitments = told(stage, Steps.COMMITMENTS);
    DrawnRoster drawn = DrawnRoster.decode(told(stage, Steps.ROSTER), sites);
    return Draw.of(
            terms.apply(stage.plan()), Commitment.decode(commitments, sites), drawn.openings())
        .graph();
  }

  private static Bytes told(Stage stage, String step) {
    return stage.letters().stream()
        .map(Stage.Letter::message)
        .filter(message -> message.step().equals(step))
        .map(SessionMessage::body)
        .findFirst()
        .orElseThrow();
  }

  private void reveal(
      Stage stage, int site, Survivors survivors, List<Agreement.Consent> consents) {
    Agreement agreement = new Agreement(survivors, near(stage, site, consents));
    say(stage, site, Steps.AGREEMENT, agreement.encode());
  }

  private void deadAndAlive(Stage stage) {
    Survivors all = honest(stage);
    Survivors rest = without(all, VICTIM);
    consents(stage, all, all.sites());
    consents(stage, rest, rest.sites());
  }

  /** Every other site is told a list without the first. */
  private void split(Stage stage) {
    Survivors all = honest(stage);
    for (int half = 0; half < 2; half++) {
      int parity = half;
      Survivors view = half == 0 ? all : without(all, VICTIM);
      List<Integer> told = view.sites().stream().filter(site -> site % 2 == parity).toList();
      List<Agreement.Consent> consents = consents(stage, view, told);
      told.forEach(site -> reveal(stage, site, view, consents));
    }
  }

  private void secondSet(Stage stage) {
    Survivors all = honest(stage);
    List<Agreement.Consent> consents = consents(stage, all, all.sites());
    all.sites().forEach(site -> reveal(stage, site, all, consents));
    Survivors rest = without(all, VICTIM);
    rest.sites().forEach(site -> reveal(stage, site, rest, consents));
    stage.plan().roster().forEach(site -> stage.restart(site, stage.plan()));
    rest.sites().forEach(site -> reveal(stage, site, rest, consents));
  }

  private void repeatedSignatures(Stage stage) {
    Survivors all = honest(stage);
    List<Agreement.Consent> consents = consents(stage, all, all.sites());
    List<Agreement.Consent> near = near(stage, VICTIM, consents);
    int enough = terms.apply(stage.plan()).shareThreshold();
    List<Agreement.Consent> repeated = new ArrayList<>();
    for (int i = 0; i < enough; i++) {
      repeated.add(near.get(i % (enough - 1)));
    }
    reveal(stage, VICTIM, all, repeated);
  }

  private void tooFew(Stage stage) {
    Survivors all = honest(stage);
    List<Survivors.Input> few = all.inputs().subList(0, stage.plan().threshold() - 1);
    consents(stage, new Survivors(all.transcript(), few), List.of(VICTIM));
  }

  private void anotherVector(Stage stage) {
    Survivors all = honest(stage);
    List<Survivors.Input> inputs = new ArrayList<>(all.inputs());
    inputs.set(VICTIM, new Survivors.Input(VICTIM, inputs.get(1).digest()));
    consents(stage, new Survivors(all.transcript(), inputs), List.of(VICTIM));
  }

  private void lowThreshold(Stage stage) {
    SessionPlan plan = stage.plan();
    stage.other(
        new SessionPlan(
            plan.context(),
            plan.roster(),
            plan.threshold() - 1,
            plan.modulusBits(),
            plan.length(),
            plan.settings()));
  }
}
