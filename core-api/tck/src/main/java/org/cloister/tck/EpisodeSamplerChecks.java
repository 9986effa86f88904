package org.cloister.tck;

import java.util.Arrays;
import java.util.List;
import org.cloister.model.BatchSchema;
import org.cloister.model.Settings;
import org.cloister.model.Target;
import org.cloister.spi.EpisodeSampler;
import org.cloister.spi.EpisodeSampler.EpisodeRows;

/**
 * The contract of {@link EpisodeSampler}.
 *
 * <ul>
 *   <li>{@code sample_givesTheCount}: as many episodes as were asked for.
 *   <li>{@code sample_isDeterministic}: the same seed gives the same episodes.
 *   <li>{@code sample_fillsBothSets}: support and query have at least one row each.
 *   <li>{@code sample_namesExistingRows}: every row is one of the site's.
 *   <li>{@code sample_givesItsArraysAway}: no array belongs to two episodes.
 * </ul>
 */
public final class EpisodeSamplerChecks {

  private static final int EXAMPLES = 60;
  private static final int COUNT = 4;

  private EpisodeSamplerChecks() {}

  /** The rules that {@code role} breaks on 60 examples of three classes. */
  public static List<Finding> check(EpisodeSampler role, Settings settings) {
    return run(role, settings).findings();
  }

  static Checklist run(EpisodeSampler role, Settings settings) {
    Checklist list = new Checklist(RoleNames.EPISODE_SAMPLER, role.id());
    List<EpisodeRows> first =
        list.answer(
            "sample_givesTheCount",
            "There must be as many episodes as were asked for.",
            () -> {
              List<EpisodeRows> episodes = sample(role, settings);
              return episodes.size() == COUNT ? episodes : null;
            });
    if (first == null) {
      return list;
    }
    list.rule(
        "sample_isDeterministic",
        "The same seed must give the same episodes.",
        () -> text(first).equals(text(sample(role, settings))));
    list.rule(
        "sample_fillsBothSets",
        "Support and query must have at least one row each.",
        () -> first.stream().allMatch(e -> e.support().length > 0 && e.query().length > 0));
    list.rule(
        "sample_namesExistingRows",
        "Every row must be from 0 to the number of examples - 1.",
        () ->
            first.stream()
                .flatMapToInt(
                    e ->
                        java.util.stream.IntStream.concat(
                            Arrays.stream(e.support()), Arrays.stream(e.query())))
                .allMatch(row -> row >= 0 && row < EXAMPLES));
    list.rule(
        "sample_givesItsArraysAway",
        "Every episode must have arrays of its own.",
        () -> {
          java.util.Set<int[]> arrays =
              java.util.Collections.newSetFromMap(new java.util.IdentityHashMap<>());
          boolean own = true;
          for (EpisodeRows episode : first) {
            own &= arrays.add(episode.support()) && arrays.add(episode.query());
          }
          return own;
        });
    return list;
  }

  private static List<EpisodeRows> sample(EpisodeSampler role, Settings settings) {
    BatchSchema schema = BatchSchema.ofFeatures(2, Target.CLASS, SampleExamples.GROUPS);
    return role.sample(new SampleExamples(schema, EXAMPLES, 71), COUNT, settings, 5);
  }

  private static String text(List<EpisodeRows> episodes) {
    StringBuilder text = new StringBuilder();
    for (EpisodeRows episode : episodes) {
      text.append(Arrays.toString(episode.support())).append(Arrays.toString(episode.query()));
    }
    return text.toString();
  }
}
