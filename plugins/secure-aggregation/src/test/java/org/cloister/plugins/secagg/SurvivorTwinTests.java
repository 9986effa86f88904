package org.cloister.plugins.secagg;

import java.util.List;
import org.cloister.model.Bytes;
import org.cloister.spi.protection.SessionPlan;
import org.junit.jupiter.api.Test;

/** What a coordinator that lies about survivors would learn where a check is left out. */
class SurvivorTwinTests {
  private static final String ONE = "learned the sum of site-1 alone";

  /** Answers as often as it is asked, whatever it answered before. */
  private static Twin answering() {
    SiteChecks checks =
        new SiteChecks() {
          @Override
          void sameSurvivors(Bytes mine, Bytes asked) {}

          @Override
          void wiped(SiteSession session) {}
        };
    return new Twin(checks, new HubChecks(), true);
  }

  private static Twin uncounted() {
    return Twin.of(
        new SiteChecks() {
          @Override
          void consents(Terms terms, int distinct) {}
        });
  }

  @Test
  void deadAndAlive_answeredTwice_givesASiteAway() {
    answering().assertHappens(ONE, "dead-and-alive", 0, 4);
  }

  @Test
  void secondUnmasking_answeredTwice_givesASiteAway() {
    answering().assertHappens(ONE, "second-unmasking-with-another-set", 0, 4);
  }

  @Test
  void secondUnmasking_journalForgotten_beginsAnew() {
    new Twin(new SiteChecks(), new HubChecks(), true)
        .assertHappens("CL-0503", "second-unmasking-with-another-set", 1, 4);
  }

  @Test
  void lateVector_answeredTwice_givesItsSiteAway() {
    answering().assertHappens(ONE, "late-vector-after-declared-dropout", 1, 4);
  }

  @Test
  void splitViews_notCounted_giveASumOfEightOfTwelve() {
    uncounted()
        .assertHappens(
            "learned the sum of site-1, site-2, site-3, site-4, site-5, site-6, site-7, site-8 alone",
            "split-survivor-set",
            0,
            12);
  }

  @Test
  void repeatedSignatures_countedAsOften_giveASumOfEightOfTwelve() {
    Twin counting =
        Twin.of(
            new SiteChecks() {
              @Override
              int distinct(List<Agreement.Consent> consents) {
                return consents.size();
              }
            });
    counting.assertHappens("site-7, site-8 alone", "duplicated-signatures-counted-twice", 0, 12);
  }

  @Test
  void coalition_notCounted_learnsMoreThanTheSumLessItsOwn() {
    uncounted()
        .assertHappens(
            "learned the sum of site-1, site-2, site-3 alone",
            "coordinator-plus-one-colluding-site",
            0,
            7);
  }

  @Test
  void coalition_answeredTwice_holdsBothSecretsOfASite() {
    answering().assertHappens(ONE, "coordinator-plus-one-colluding-site", 1, 4);
  }

  @Test
  void lowThreshold_obeyed_givesASiteAway() {
    SiteChecks obedient =
        new SiteChecks() {
          @Override
          void plan(SessionPlan plan) {}
        };
    Twin.of(obedient).assertHappens(ONE, "threshold-below-floor", 0, 4);
  }

  @Test
  void twoSites_obeyed_go() {
    SiteChecks obedient =
        new SiteChecks() {
          @Override
          void plan(SessionPlan plan) {}
        };
    Twin.of(obedient).assertHappens("no refusal", "two-sites", 0, 4);
  }

  @Test
  void anotherVector_notLookedAt_isSignedFor() {
    SiteChecks indifferent =
        new SiteChecks() {
          @Override
          void ownInput(int self, Bytes digest, Survivors survivors) {}
        };
    Twin.of(indifferent).assertHappens("no refusal", "survivor-with-another-vector", 0, 4);
  }

  private static Twin modest() {
    return Twin.of(
        new SiteChecks() {
          @Override
          void enough(Terms terms, int sites) {}
        });
  }

  @Test
  void belowFloor_notCounted_isLeftToTheSignatures() {
    modest().assertHappens("CL-0712", "survivors-below-floor", 0, 4);
  }

  @Test
  void leftOut_notLookedFor_isLeftToTheVector() {
    SiteChecks trusting =
        new SiteChecks() {
          @Override
          void among(List<Integer> sites, List<Integer> earlier, int self) {}
        };
    Twin.of(trusting).assertHappens("CL-0714", "survivors-without-the-site", 0, 4);
  }
}
