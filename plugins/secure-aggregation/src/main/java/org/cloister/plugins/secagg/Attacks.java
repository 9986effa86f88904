package org.cloister.plugins.secagg;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.cloister.model.ErrorCode;
import org.cloister.spi.protection.Adversary;
import org.cloister.spi.protection.Expectation;
import org.cloister.spi.protection.SessionPlan;
import org.cloister.spi.protection.Stage;

/**
 * The attacks on the protocol that know its messages. Each is refused by a check of {@link
 * SiteChecks} or {@link HubChecks}; the tests show that it succeeds where that check is left out.
 */
final class Attacks {
  private final List<Adversary> all = new ArrayList<>();

  private Attacks() {}

  static List<Adversary> all() {
    Attacks attacks = new Attacks();
    attacks.ofSurvivors();
    attacks.ofRosters();
    attacks.ofSites();
    return List.copyOf(attacks.all);
  }

  /** An attack after a sum that nobody should know. */
  private void learns(
      String name,
      Function<SessionPlan, Expectation> expected,
      Function<Stage, List<Adversary.Learned>> attack) {
    all.add(Adversary.of(name, expected, attack));
  }

  /** One after what can be seen from the outside. */
  private void add(
      String name, Function<SessionPlan, Expectation> expected, Consumer<Stage> attack) {
    learns(
        name,
        expected,
        stage -> {
          attack.accept(stage);
          return List.of();
        });
  }

  /** One that somebody must refuse with this code. */
  private void learns(
      String name, ErrorCode code, Function<Stage, List<Adversary.Learned>> attack) {
    learns(name, plan -> refused(code), attack);
  }

  /** One that somebody must refuse with this code. */
  private void add(String name, ErrorCode code, Consumer<Stage> attack) {
    add(name, plan -> refused(code), attack);
  }

  /** One that costs the liar its place and the others, if they are enough, nothing. */
  private void costs(String name, ErrorCode code, Consumer<Stage> attack) {
    add(name, plan -> Expectation.costs(plan, code, liar(plan)), attack);
  }

  /** Whether the coordinator has any choice of survivors. */
  private static boolean spare(SessionPlan plan) {
    return plan.roster().size() > plan.threshold();
  }

  private static Expectation refused(ErrorCode code) {
    return Expectation.refused(code);
  }

  /** With no site to spare a second set is one of too few. */
  private static Expectation secondSet(SessionPlan plan) {
    return refused(spare(plan) ? ErrorCode.SURVIVORS_REFUSED : ErrorCode.PROTECTION_REFUSED);
  }

  private void ofSurvivors() {
    learns("dead-and-alive", ErrorCode.SURVIVORS_REFUSED, SurvivorAttacks::deadAndAlive);
    learns("split-survivor-set", Attacks::secondSet, SurvivorAttacks::splitViews);
    learns(
        "second-unmasking-with-another-set",
        ErrorCode.SURVIVORS_REFUSED,
        SurvivorAttacks::secondUnmasking);
    learns(
        "second-unmasking-with-another-set",
        ErrorCode.SURVIVORS_REFUSED,
        SurvivorAttacks::afterRestart);
    learns("late-vector-after-declared-dropout", Attacks::secondSet, SurvivorAttacks::lateVector);
    learns(
        "duplicated-signatures-counted-twice",
        ErrorCode.SURVIVORS_REFUSED,
        SurvivorAttacks::repeatedSignatures);
    learns("coordinator-plus-one-colluding-site", Attacks::secondSet, SurvivorAttacks::coalition);
    learns(
        "coordinator-plus-one-colluding-site",
        ErrorCode.SURVIVORS_REFUSED,
        SurvivorAttacks::coalitionAgainstOne);
    learns(
        "survivor-with-another-vector", ErrorCode.INPUT_MISMATCH, SurvivorAttacks::anotherVector);
    learns(
        "survivors-of-another-session",
        ErrorCode.SESSION_MISMATCH,
        SurvivorAttacks::anotherTranscript);
    learns(
        "survivors-without-the-site",
        plan -> refused(spare(plan) ? ErrorCode.SESSION_MISMATCH : ErrorCode.PROTECTION_REFUSED),
        SurvivorAttacks::leftOut);
    learns("survivors-below-floor", ErrorCode.PROTECTION_REFUSED, SurvivorAttacks::belowFloor);
    learns("threshold-below-floor", ErrorCode.PROTECTION_REFUSED, SurvivorAttacks::lowThreshold);
  }

  private void ofRosters() {
    add("key-swap", ErrorCode.SIGNATURE_INVALID, RosterAttacks::keyOfAPeer);
    add("own-key-swap", ErrorCode.SESSION_MISMATCH, RosterAttacks::ownKey);
    add("roster-below-floor", ErrorCode.PROTECTION_REFUSED, RosterAttacks::tooFew);
    add("duplicate-site", ErrorCode.MESSAGE_MALFORMED, RosterAttacks::siteTwice);
    add("replay-of-a-round", ErrorCode.SIGNATURE_INVALID, RosterAttacks::keysOfAnEarlierRound);
    add(
        "roster-change-after-commit",
        plan -> refused(spare(plan) ? ErrorCode.SESSION_MISMATCH : ErrorCode.PROTECTION_REFUSED),
        RosterAttacks::rosterAfterCommit);
    add("share-of-another-session", ErrorCode.SHARE_INVALID, RosterAttacks::shareOfAnotherSession);
    add(
        "swapped-source-and-destination",
        ErrorCode.SHARE_INVALID,
        RosterAttacks::shareOfAnotherSource);
    add(
        "swapped-source-and-destination",
        ErrorCode.SHARE_INVALID,
        RosterAttacks::shareForAnotherDestination);
  }

  private void ofSites() {
    costs("vector-of-wrong-length", ErrorCode.INPUT_MISMATCH, SiteAttacks::anotherLength);
    costs("wrong-modulus", ErrorCode.INPUT_MISMATCH, SiteAttacks::anotherModulus);
    costs("lying-share", ErrorCode.SHARE_INVALID, SiteAttacks::inventedShare);
    costs("keys-of-another-site", ErrorCode.MESSAGE_MALFORMED, SiteAttacks::keysOfAnother);
    costs("share-left-out", ErrorCode.MESSAGE_MALFORMED, SiteAttacks::shareLeftOut);
    costs("share-outside-the-field", ErrorCode.SHARE_INVALID, SiteAttacks::shareOutsideTheField);
    costs("share-off-the-signed-root", ErrorCode.SHARE_INVALID, SiteAttacks::unsignedList);
    add(
        "lying-dealer",
        plan -> Expectation.voided(ErrorCode.SHARE_INVALID, liar(plan)),
        SiteAttacks::anotherSelfSeed);
    add("lying-dealer", Attacks::uselessShares, SiteAttacks::anotherMaskKey);
    all.add(
        new HybridOnly(
            Adversary.of(
                "lying-dealer",
                Attacks::uselessShares,
                stage -> {
                  SiteAttacks.anotherCiphertext(stage);
                  return List.of();
                })));
    add(
        "lying-dealer",
        plan -> Expectation.refused(ErrorCode.SHARE_INVALID, liar(plan)),
        SiteAttacks::anotherShareForOne);
  }

  /** With no site to spare nobody gets so far that the shares are needed. */
  private static Expectation uselessShares(SessionPlan plan) {
    return spare(plan)
        ? Expectation.voided(ErrorCode.SHARE_INVALID, liar(plan))
        : new Expectation(Expectation.End.VOID, Optional.empty(), Set.of(liar(plan)));
  }

  private static String liar(SessionPlan plan) {
    return plan.roster().get(0);
  }

  /** Where keys are exchanged by a message that the dealer sends. */
  private record HybridOnly(Adversary adversary) implements Adversary {
    @Override
    public String name() {
      return adversary.name();
    }

    @Override
    public boolean applies(SessionPlan plan) {
      return Terms.of(plan).suite().exchangeBytes() > 0;
    }

    @Override
    public Expectation expected(SessionPlan plan) {
      return adversary.expected(plan);
    }

    @Override
    public List<Learned> attack(Stage stage) {
      return adversary.attack(stage);
    }
  }
}
