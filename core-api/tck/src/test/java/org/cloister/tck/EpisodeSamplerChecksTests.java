package org.cloister.tck;

import java.util.ArrayList;
import java.util.List;
import org.cloister.model.Settings;
import org.cloister.spi.EpisodeSampler;
import org.cloister.spi.EpisodeSampler.EpisodeRows;
import org.cloister.spi.Examples;
import org.junit.jupiter.api.Test;

final class EpisodeSamplerChecksTests {

  private interface Making {
    EpisodeRows make(int episode, int call);
  }

  /** Gives {@code count + further} episodes. */
  private static EpisodeSampler sampler(int further, Making making) {
    return new EpisodeSampler() {
      private int calls;

      @Override
      public String id() {
        return "sample";
      }

      @Override
      public List<EpisodeRows> sample(Examples examples, int count, Settings s, long seed) {
        calls++;
        List<EpisodeRows> episodes = new ArrayList<>();
        for (int i = 0; i < count + further; i++) {
          episodes.add(making.make(i, calls));
        }
        return episodes;
      }
    };
  }

  private static EpisodeRows rows(int support, int query) {
    return new EpisodeRows(new int[] {support}, new int[] {query});
  }

  @Test
  void check_ofBrokenTwins_findsExactlyTheirRules() {
    int[] reused = {1, 2};
    new Twins<EpisodeSampler>(role -> EpisodeSamplerChecks.run(role, Settings.none()))
        .broken("sample_givesTheCount", sampler(1, (episode, call) -> rows(episode, 59)))
        .broken("sample_isDeterministic", sampler(0, (episode, call) -> rows(episode, call)))
        .broken(
            "sample_fillsBothSets",
            sampler(0, (episode, call) -> new EpisodeRows(new int[] {1}, new int[0])))
        .broken("sample_namesExistingRows", sampler(0, (episode, call) -> rows(episode, 60)))
        .broken(
            "sample_givesItsArraysAway",
            sampler(0, (episode, call) -> new EpisodeRows(reused, new int[] {3})))
        .verify(sampler(0, (episode, call) -> rows(episode, 59)));
  }
}
