package org.cloister.app.run;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** What can be told of a run while it goes on; numbers about time are in seconds. */
public sealed interface RunEvent {

  /**
   * The job was read and is about to run.
   *
   * @param rounds how many there will be, if the workflow says
   */
  record Started(String job, long seed, List<String> sites, OptionalInt rounds)
      implements RunEvent {
    public Started {
      sites = List.copyOf(sites);
    }
  }

  /**
   * An earlier run goes on; comes before everything else.
   *
   * @param round how many rounds are done already; empty if nothing was kept, and all is done anew
   */
  record Resumed(OptionalInt round) implements RunEvent {}

  /**
   * A round is over.
   *
   * @param of how many there will be, if the workflow says
   * @param values the loss and metrics over all sites, by name
   * @param reported how many sites counted, at the step that lost most
   * @param expected how many were asked there
   * @param dropped who did not count
   * @param seconds how long it took
   * @param etaSeconds how long the others will take, if that is known
   */
  record Round(
      int round,
      OptionalInt of,
      Map<String, Double> values,
      int reported,
      int expected,
      List<Dropout> dropped,
      double seconds,
      OptionalDouble etaSeconds)
      implements RunEvent {
    public Round {
      values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
      dropped = List.copyOf(dropped);
    }
  }

  /**
   * What goes on right now; comes several times a second, so most of them are not worth telling.
   *
   * @param round 0 while the sites get ready
   * @param of how many there will be, if the workflow says
   * @param node the step that waits for sites; empty if none does
   * @param answered how many sites answered; or are ready, in round 0
   * @param expected of how many
   * @param seconds since the round, or the run, began
   * @param roundsPerSecond lately; 0 if there was none
   * @param etaSeconds how long the rest will take, if that is known
   */
  record Waiting(
      int round,
      OptionalInt of,
      String node,
      int answered,
      int expected,
      double seconds,
      double roundsPerSecond,
      OptionalDouble etaSeconds)
      implements RunEvent {}

  /** Somebody wants it to end early, and it is about to. */
  record Stopping(String reason) implements RunEvent {}

  /**
   * It is over.
   *
   * @param complete whether it went to its planned end
   * @param rounds how many were completed
   * @param seconds how long it took
   */
  record Ended(boolean complete, int rounds, double seconds) implements RunEvent {}
}
