package org.cloister.tck;

import java.util.ArrayList;
import java.util.List;
import org.cloister.model.CloisterException;
import org.cloister.model.Contribution;
import org.cloister.model.ErrorCode;
import org.cloister.model.Part;
import org.cloister.model.ReceivedUpdate;
import org.cloister.model.Settings;
import org.cloister.spi.AggregationTask;
import org.cloister.spi.ServerState;
import org.cloister.spi.UpdateAggregator;

/**
 * The contract of {@link UpdateAggregator}: the rules of {@link SumAggregatorContract} up to {@code
 * aggregate_stateGoesRound}, and
 *
 * <ul>
 *   <li>{@code aggregate_leavesTheListAlone}: the updates are not sorted or removed in place.
 *   <li>{@code aggregate_isBlindToTheListType}: what kind of list they come in does not matter.
 *   <li>{@code aggregate_acceptsOneUpdate}: one update gives a model, or voids the round in the
 *       documented way.
 *   <li>{@code aggregate_acceptsStaleUpdates}: whoever says that it takes stale updates does.
 * </ul>
 */
public final class UpdateAggregatorContract {

  private static final int SITES = 7;

  private UpdateAggregatorContract() {}

  /** The rules that {@code role} breaks with these settings. */
  public static List<Finding> check(UpdateAggregator role, Settings settings) {
    return check(role, settings, List.of());
  }

  /**
   * The rules that {@code role} breaks with these settings.
   *
   * @param further the parts that it needs beside those that the host makes
   */
  public static List<Finding> check(UpdateAggregator role, Settings settings, List<Part> further) {
    return run(role, settings, further).findings();
  }

  static Checklist run(UpdateAggregator role, Settings settings, List<Part> further) {
    Checklist list = new Checklist(RoleNames.AGGREGATOR, role.id());
    AggregatorRules rules = new AggregatorRules(list, role, settings, further);
    if (rules.check(
        (task, parts, seed) -> role.aggregate(task, updates(task, parts, SITES, 0, seed)))) {
      lists(list, role, rules);
    }
    return list;
  }

  private static void lists(Checklist list, UpdateAggregator role, AggregatorRules rules) {
    AggregationTask task = rules.task(1, ServerState.empty());
    list.rule(
        "aggregate_leavesTheListAlone",
        "The list of updates must be as it was; sort a copy.",
        () -> {
          List<ReceivedUpdate> given = new ArrayList<>(updates(task, rules.parts(), SITES, 0, 5));
          List<ReceivedUpdate> before = List.copyOf(given);
          role.aggregate(task, given);
          return given.equals(before);
        });
    list.rule(
        "aggregate_isBlindToTheListType",
        "Two lists with the same updates must give the same bits.",
        () -> {
          List<ReceivedUpdate> given = updates(task, rules.parts(), SITES, 0, 6);
          return Fingerprint.of(role.aggregate(task, List.copyOf(given)))
              .equals(Fingerprint.of(role.aggregate(task, new ArrayList<>(given))));
        });
    list.rule(
        "aggregate_acceptsOneUpdate",
        "A single update must give a model of the same length, or void the round with ROUND_VOID or BELOW_QUORUM.",
        () -> {
          try {
            return role.aggregate(task, updates(task, rules.parts(), 1, 0, 7)).weights().length()
                == task.model().weights().length();
          } catch (CloisterException e) {
            return e.code() == ErrorCode.ROUND_VOID || e.code() == ErrorCode.BELOW_QUORUM;
          }
        });
    if (role.acceptsStale()) {
      list.rule(
          "aggregate_acceptsStaleUpdates",
          "An aggregator that accepts stale updates must give finite weights for them.",
          () ->
              Fingerprint.finite(
                  role.aggregate(task, updates(task, rules.parts(), SITES, 3, 8)).weights()));
    }
  }

  private static List<ReceivedUpdate> updates(
      AggregationTask task, List<Part> parts, int sites, int staleness, long seed) {
    List<ReceivedUpdate> updates = new ArrayList<>();
    for (int i = 0; i < sites; i++) {
      Contribution contribution =
          new Contribution(
              task.model().version(), 10 + i, Samples.parts(parts, 1, 1000 * seed + i));
      updates.add(new ReceivedUpdate("site-" + i, contribution, i == 0 ? staleness : 0));
    }
    return updates;
  }
}
