package org.cloister.plugins.secagg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * A coordinator that tells one half of the circle another story than the other, in which other
 * sites dropped out. If it can put all secrets together, it has a sum without the sites of both
 * stories: one over fewer than each site agreed to. Played on circles without cryptography, by the
 * rule that a site reveals if enough of its neighbours signed what it signed.
 */
class SplitCircleTests {
  private static final int SITES = 80;
  private static final int DEGREE = 16;
  private static final int HALF = DEGREE / 2;

  /** One circle and what each of its sites was told. */
  private static final class Circle {
    final boolean[] corrupt = new boolean[SITES];
    final boolean[] reveals = new boolean[SITES];
    final int threshold;
    final int gap;

    Circle(GraphFinder finder, int corruptSites, int gap, SplittableRandom chance) {
      for (int i = 0; i < corruptSites; i++) {
        corrupt[chance.nextInt(SITES)] = true;
      }
      int most = 0;
      for (int site = 0; site < SITES; site++) {
        int near = 0;
        for (int step = 1; step <= HALF; step++) {
          near += corrupt[at(site + step)] ? 1 : 0;
          near += corrupt[at(site - step)] ? 1 : 0;
        }
        most = Math.max(most, near);
      }
      this.threshold = finder.threshold(DEGREE, most, 0);
      this.gap = gap;
      for (int site = 0; site < SITES; site++) {
        reveals[site] = reveals(site);
      }
    }

    private static int at(int site) {
      return Math.floorMod(site, SITES);
    }

    /** 0 or 1; or -1 for the sites between the halves, which are told nothing. */
    private int story(int site) {
      int within = site % (SITES / 2);
      return within < gap ? -1 : site / (SITES / 2);
    }

    /** In each story one honest site in the middle of that half dropped out. */
    private boolean dead(int story, int site) {
      int middle = story * (SITES / 2) + SITES / 4;
      while (corrupt[middle]) {
        middle++;
      }
      return site == middle;
    }

    private boolean signs(int site, int story) {
      return corrupt[site] || (story(site) == story && !dead(story, site));
    }

    private boolean reveals(int site) {
      int story = story(site);
      if (story < 0 || !signs(site, story)) {
        return false;
      }
      int signers = 0;
      for (int step = 1; step <= HALF; step++) {
        signers += signs(at(site + step), story) ? 1 : 0;
        signers += signs(at(site - step), story) ? 1 : 0;
      }
      return signers >= threshold;
    }

    private boolean known(int dealer, ShareKind kind) {
      int shares = 0;
      for (int step = -HALF; step <= HALF; step++) {
        int holder = at(dealer + step);
        if (step != 0) {
          boolean fits =
              corrupt[holder]
                  || (reveals[holder]
                      && dead(story(holder), dealer) == (kind == ShareKind.MASK_KEY));
          shares += fits ? 1 : 0;
        }
      }
      return shares >= threshold;
    }

    /** Who is in the sum that can be learned; nobody if some mask stays on. */
    Set<Integer> summed() {
      Set<Integer> summed = new HashSet<>();
      for (int site = 0; site < SITES; site++) {
        boolean alive = known(site, ShareKind.SELF_MASK);
        boolean gone = known(site, ShareKind.MASK_KEY);
        if (!corrupt[site] && alive && gone) {
          throw new AssertionError("both secrets of site " + site);
        }
        if (!corrupt[site] && !alive && !gone) {
          return Set.of();
        }
        if (corrupt[site] || alive) {
          summed.add(site);
        }
      }
      return summed;
    }
  }

  private static int successes(GraphFinder finder, int corruptSites) {
    int successes = 0;
    for (int seed = 0; seed < 100; seed++) {
      for (int gap = 0; gap <= DEGREE; gap++) {
        Circle circle = new Circle(finder, corruptSites, gap, new SplittableRandom(seed));
        Set<Integer> summed = circle.summed();
        if (!summed.isEmpty()) {
          assertEquals(SITES - 2, summed.size());
          successes++;
        }
      }
    }
    return successes;
  }

  @Test
  void summed_twoStoriesUnderThePublishedThreshold_isBelowWhatSitesAgreedTo() {
    for (int corrupt : new int[] {0, 2, 4}) {
      assertTrue(successes(GraphFinder.SEMI_MALICIOUS, corrupt) >= 100, "corrupt " + corrupt);
    }
  }

  @Test
  void summed_twoStoriesUnderOurThreshold_isNothing() {
    for (int corrupt : new int[] {0, 2, 4}) {
      assertEquals(0, successes(GraphFinder.LYING, corrupt), "corrupt " + corrupt);
    }
  }
}
