package org.cloister.plugins.secagg;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.cloister.crypto.CryptoModule;
import org.cloister.crypto.CryptoSuite;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.Settings;
import org.cloister.spi.protection.SessionPlan;

/**
 * What a session's plan means, as this party reads it for itself.
 *
 * @param plan as all parties should have it
 * @param sparse what a sparse graph adds; without it the graph is complete
 * @param floor the fewest sites to go on with: at least 3, at least the threshold
 * @param transcript the digest over all of it; in every signature
 */
record Terms(SessionPlan plan, Optional<SparseTerms> sparse, int floor, Bytes transcript) {
  /** On the complete graph every site has a share of every other. */
  static final int MOST_SITES = 128;

  static final int FEWEST_SITES = 3;

  private static final int DEFAULT_STEP_SECONDS = 600;
  private static final int DEFAULT_INPUT_SECONDS = 86_400;
  private static final int MOST_SECONDS = 30 * 86_400;

  /** On the complete graph. */
  static Terms of(SessionPlan plan) {
    requireKnown(plan.settings());
    return of(plan, Optional.empty());
  }

  static Terms of(SessionPlan plan, Optional<SparseTerms> sparse) {
    Transcript transcript =
        Transcript.of("session").add(plan.context().toBytes()).add(plan.roster().size());
    plan.roster().forEach(transcript::add);
    transcript.add(plan.threshold()).add(plan.modulusBits()).add(plan.length());
    plan.settings().values().forEach((name, value) -> transcript.add(name).add(value));
    CryptoSuite suite = suite(plan.settings());
    if (suite != CryptoSuite.STANDARD && plan.settings().text("suite", "").isEmpty()) {
      transcript.add("suite").add(suite.id()); // on a library that has another usual one
    }
    sparse.ifPresent(
        s -> transcript.add("sparse").add(s.degree()).add(s.threshold()).add(s.withheld()));
    int floor = Math.max(FEWEST_SITES, plan.threshold());
    return new Terms(plan, sparse, floor, transcript.finish());
  }

  /** The same under another digest. */
  Terms with(Bytes bound) {
    return new Terms(plan, sparse, floor, bound);
  }

  /** How many shares it takes to learn a secret, and how many signatures to reveal one's own. */
  int shareThreshold() {
    return sparse.map(SparseTerms::threshold).orElse(plan.threshold());
  }

  static void requireKnown(Settings settings) {
    settings.requireOnly("threshold", "step-seconds", "input-seconds", "suite");
    requireCommon(settings);
  }

  /** What sessions on every graph are told. */
  static void requireCommon(Settings settings) {
    stepLimit(settings);
    inputLimit(settings);
    suite(settings);
  }

  /**
   * The least threshold against a coordinator that lies: with 2n/3 or fewer it could show two sets
   * of survivors to two groups of sites and learn both shares of one of them (Bonawitz et al.,
   * 6.2).
   */
  static int leastThreshold(int sites) {
    return 2 * sites / 3 + 1;
  }

  static int threshold(int sites, Settings settings) {
    requireKnown(settings);
    CloisterException.require(
        sites >= FEWEST_SITES && sites <= MOST_SITES,
        ErrorCode.PROTECTION_REFUSED,
        "A session on the complete graph must have "
            + FEWEST_SITES
            + " to "
            + MOST_SITES
            + " sites, was "
            + sites
            + "; for more there is the protocol bell.");
    int least = leastThreshold(sites);
    return settings.integer("threshold", least, least, sites);
  }

  /** The same with at least so many survivors; this party's affair, and not in the transcript. */
  Terms atLeast(int survivors) {
    return new Terms(plan, sparse, Math.max(floor, survivors), transcript);
  }

  /** The suite of all keys of the session; a setting, and so part of the transcript. */
  CryptoSuite suite() {
    return suite(plan.settings());
  }

  static CryptoSuite suite(Settings settings) {
    String usual = CryptoModule.usualSuite().id();
    String[] known =
        Arrays.stream(CryptoSuite.values()).map(CryptoSuite::id).toArray(String[]::new);
    return CryptoSuite.of(settings.oneOf("suite", usual, known));
  }

  int sites() {
    return plan.roster().size();
  }

  String name(int site) {
    return plan.roster().get(site);
  }

  Duration stepLimit() {
    return stepLimit(plan.settings());
  }

  Duration inputLimit() {
    return inputLimit(plan.settings());
  }

  private static Duration stepLimit(Settings settings) {
    return Duration.ofSeconds(
        settings.integer("step-seconds", DEFAULT_STEP_SECONDS, 1, MOST_SECONDS));
  }

  private static Duration inputLimit(Settings settings) {
    return Duration.ofSeconds(
        settings.integer("input-seconds", DEFAULT_INPUT_SECONDS, 1, MOST_SECONDS));
  }
}
