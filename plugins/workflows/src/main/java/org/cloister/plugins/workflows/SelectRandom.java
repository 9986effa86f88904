package org.cloister.plugins.workflows;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.Seeds;
import org.cloister.model.Settings;
import org.cloister.spi.Candidate;
import org.cloister.spi.ParticipantSelector;

/**
 * A uniformly random subset of the sites that are there, in roster order: every subset of the size
 * is equally likely, independently from round to round.
 *
 * <p>Settings: exactly one of {@code fraction}, greater than 0 and at most 1, rounded to the
 * nearest number of sites but at least 1; and {@code count}, at least 1, or all sites if there are
 * fewer.
 */
final class SelectRandom implements ParticipantSelector {

  @Override
  public String id() {
    return "random";
  }

  @Override
  public List<String> select(int round, List<Candidate> candidates, Settings settings, long seed) {
    int size = size(candidates.size(), settings);
    SplittableRandom random = new SplittableRandom(Seeds.derive(seed, "select", round, "", id()));
    int[] order = IntStream.range(0, candidates.size()).toArray();
    // The first part of a Fisher-Yates shuffle.
    for (int i = 0; i < size; i++) {
      int other = random.nextInt(i, order.length);
      int drawn = order[other];
      order[other] = order[i];
      order[i] = drawn;
    }
    return Arrays.stream(order, 0, size)
        .sorted()
        .mapToObj(index -> candidates.get(index).site())
        .toList();
  }

  private static int size(int sites, Settings settings) {
    settings.requireOnly("fraction", "count");
    CloisterException.require(
        settings.has("fraction") != settings.has("count"),
        ErrorCode.SETTING_INVALID,
        "The selector random must have exactly one of fraction and count, has "
            + (settings.has("count") ? "both" : "neither")
            + "; in a job file they are selector.fraction and selector.count.");
    if (settings.has("count")) {
      return Math.min(sites, settings.integer("count", 1, 1, Integer.MAX_VALUE));
    }
    double fraction = settings.number("fraction", 1, Double.MIN_VALUE, 1);
    return (int) Math.max(1, Math.round(fraction * sites));
  }
}
