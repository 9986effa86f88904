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
    learns(
        "dead-and-alive",
        plan -> refused(ErrorCode.SURVIVORS_REFUSED),
        SurvivorAttacks::deadAndAlive);
    learns("split-survivor-set", Attacks::secondSet, SurvivorAttacks::splitViews);
    learns(
        "second-unmasking-with-another-set",
        plan -> refused(ErrorCode.SURVIVORS_REFUSED),
        SurvivorAttacks::secondUnmasking);
    learns(
        "second-unmasking-with-another-set",
        plan -> refused(ErrorCode.SURVIVORS_REFUSED),
        SurvivorAttacks::afterRestart);
    learns("late-vector-after-declared-dropout", Attacks::secondSet, SurvivorAttacks::lateVector);
    learns(
        "duplicated-signatures-counted-twice",
        plan -> refused(ErrorCode.SURVIVORS_REFUSED),
        SurvivorAttacks::repeatedSignatures);
    learns("coordinator-plus-one-colluding-site", Attacks::secondSet, SurvivorAttacks::coalition);
    learns(
        "coordinator-plus-one-colluding-site",
        plan -> refused(ErrorCode.SURVIVORS_REFUSED),
        SurvivorAttacks::coalitionAgainstOne);
    learns(
        "survivor-with-another-vector",
        plan -> refused(ErrorCode.INPUT_MISMATCH),
        SurvivorAttacks::anotherVector);
    learns(
        "survivors-of-another-session",
        plan -> refused(ErrorCode.SESSION_MISMATCH),
        SurvivorAttacks::anotherTranscript);
    learns(
        "survivors-without-the-site",
        plan -> refused(spare(plan) ? ErrorCode.SESSION_MISMATCH : ErrorCode.PROTECTION_REFUSED),
        SurvivorAttacks::leftOut);
    learns(
        "survivors-below-floor",
        plan -> refused(ErrorCode.PROTECTION_REFUSED),
        SurvivorAttacks::belowFloor);
    learns(
        "threshold-below-floor",
        plan -> refused(ErrorCode.PROTECTION_REFUSED),
        SurvivorAttacks::lowThreshold);
  }

  private void ofRosters() {
    add("key-swap", plan -> refused(ErrorCode.SIGNATURE_INVALID), RosterAttacks::keyOfAPeer);
    add("own-key-swap", plan -> refused(ErrorCode.SESSION_MISMATCH), RosterAttacks::ownKey);
    add("roster-below-floor", plan -> refused(ErrorCode.PROTECTION_REFUSED), RosterAttacks::tooFew);
    add("duplicate-site", plan -> refused(ErrorCode.MESSAGE_MALFORMED), RosterAttacks::siteTwice);
    add(
        "replay-of-a-round",
        plan -> refused(ErrorCode.SIGNATURE_INVALID),
        RosterAttacks::keysOfAnEarlierRound);
    add(
        "roster-change-after-commit",
        plan -> refused(spare(plan) ? ErrorCode.SESSION_MISMATCH : ErrorCode.PROTECTION_REFUSED),
        RosterAttacks::rosterAfterCommit);
    add(
        "share-of-another-session",
        plan -> refused(ErrorCode.SHARE_INVALID),
        RosterAttacks::shareOfAnotherSession);
    add(
        "swapped-source-and-destination",
        plan -> refused(ErrorCode.SHARE_INVALID),
        RosterAttacks::shareOfAnotherSource);
    add(
        "swapped-source-and-destination",
        plan -> refused(ErrorCode.SHARE_INVALID),
        RosterAttacks::shareForAnotherDestination);
  }

  private void ofSites() {
    add(
        "vector-of-wrong-length",
        plan -> Expectation.costs(plan, ErrorCode.INPUT_MISMATCH, liar(plan)),
        SiteAttacks::anotherLength);
    add(
        "wrong-modulus",
        plan -> Expectation.costs(plan, ErrorCode.INPUT_MISMATCH, liar(plan)),
        SiteAttacks::anotherModulus);
    add(
        "lying-share",
        plan -> Expectation.costs(plan, ErrorCode.SHARE_INVALID, liar(plan)),
        SiteAttacks::inventedShare);
    add(
        "keys-of-another-site",
        plan -> Expectation.costs(plan, ErrorCode.MESSAGE_MALFORMED, liar(plan)),
        SiteAttacks::keysOfAnother);
    add(
        "share-left-out",
        plan -> Expectation.costs(plan, ErrorCode.MESSAGE_MALFORMED, liar(plan)),
        SiteAttacks::shareLeftOut);
    add(
        "share-outside-the-field",
        plan -> Expectation.costs(plan, ErrorCode.SHARE_INVALID, liar(plan)),
        SiteAttacks::shareOutsideTheField);
    add(
        "share-off-the-signed-root",
        plan -> Expectation.costs(plan, ErrorCode.SHARE_INVALID, liar(plan)),
        SiteAttacks::unsignedList);
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
