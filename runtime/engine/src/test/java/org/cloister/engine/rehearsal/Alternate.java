package org.cloister.engine.rehearsal;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.cloister.model.Settings;
import org.cloister.spi.EpisodeSampler;
import org.cloister.spi.Examples;

/** Episodes by row number: even rows support, odd rows query. */
final class Alternate implements EpisodeSampler {
  @Override
  public String id() {
    return "alternate";
  }

  @Override
  public List<EpisodeRows> sample(Examples examples, int count, Settings settings, long seed) {
    int[] even = IntStream.range(0, examples.count()).filter(i -> i % 2 == 0).toArray();
    int[] odd = IntStream.range(0, examples.count()).filter(i -> i % 2 == 1).toArray();
    return Collections.nCopies(count, new EpisodeRows(even, odd));
  }
}
