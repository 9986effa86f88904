package org.cloister.tck;

import org.cloister.model.IntVector;
import org.cloister.model.Settings;
import org.cloister.spi.protection.SecureAggregation;
import org.cloister.spi.protection.SessionPlan;
import org.junit.jupiter.api.Test;

final class SecureAggregationChecksTests {

  @Test
  void check_ofBrokenTwins_findsExactlyTheirRules() {
    Twins<SecureAggregation> twins =
        new Twins<>(role -> SecureAggregationChecks.run(role, Settings.none()));
    twins
        .broken(
            "threshold_isInRange",
            new ToyAggregation() {
              @Override
              public int threshold(int participants, Settings settings) {
                return participants + 1;
              }
            })
        .broken(
            "session_revealsTheExactSum",
            new ToyAggregation() {
              @Override
              long spoilt() {
                return 1;
              }
            })
        .broken(
            "session_sendsNoPlainVector",
            new ToyAggregation() {
              @Override
              Residues mask(SessionPlan plan, long seed) {
                return new Residues(plan.modulusBits(), new long[(int) plan.length()]);
              }
            })
        .broken(
            "session_survivesADropout",
            new ToyAggregation() {
              @Override
              boolean toleratesDropouts() {
                return false;
              }
            });
    hostile(twins);
    twins.verify(new ToyAggregation());
  }

  private static void hostile(Twins<SecureAggregation> twins) {
    twins
        .broken(
            "session_takesLateContributions",
            new ToyAggregation() {
              @Override
              public int threshold(int participants, Settings settings) {
                return participants; // so that a dropout is not asked for
              }

              @Override
              boolean mayStillContribute(boolean asked) {
                return !asked;
              }
            })
        .broken(
            "sum_isEmptyWhileItRuns",
            new ToyAggregation() {
              @Override
              boolean hidesUntilTheEnd() {
                return false;
              }
            })
        .broken(
            "sum_isEmptyBelowTheThreshold",
            new ToyAggregation() {
              @Override
              boolean obeysTheThreshold() {
                return false;
              }
            })
        .broken(
            "session_isNotCorruptedByReordering",
            new ToyAggregation() {
              @Override
              boolean forgetsStrangers() {
                return true;
              }
            })
        .broken(
            "session_isNotCorruptedByRepetition",
            new ToyAggregation() {
              @Override
              boolean countsAgain() {
                return true;
              }
            })
        .broken(
            "contribute_refusesAWrongLength",
            new ToyAggregation() {
              @Override
              void checkLength(SessionPlan plan, IntVector residues) {}
            })
        .broken(
            "close_isHarmlessTwice",
            new ToyAggregation() {
              @Override
              void closed(int times) {
                if (times > 1) {
                  throw new IllegalStateException("closed");
                }
              }
            });
  }
}
