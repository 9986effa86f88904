package org.cloister.engine;

import java.util.List;
import org.cloister.model.PluginPin;
import org.cloister.spi.ServerState;

/**
 * What a candidate is made from, so that it can be made again and compared bit for bit. The answers
 * themselves are not here: whoever keeps these keeps what came from the sites, as it came.
 *
 * @param jobRound and {@code step} as {@link Fact.Aggregated} names them
 * @param step whose training it is made from
 * @param round what the aggregator is told; of a child workflow, its own
 * @param plugins the exact code
 * @param base the model before, as it was sent
 * @param server what the aggregator remembers from before
 * @param used the answers, in the order in which they are added; empty on a route with sessions
 * @param sessions of a route that has some, in the order of the groups; empty where what they heard
 *     must not be kept, because the coordinator's noise could be taken off with it
 */
public record RoundInputs(
    int jobRound,
    String step,
    int round,
    List<PluginPin> plugins,
    Message.Broadcast base,
    ServerState server,
    List<Used> used,
    List<RecordedSession> sessions) {

  /**
   * An answer that counted.
   *
   * @param answer whose it is, and to which ask
   * @param staleness how many models came after the one it started from
   */
  public record Used(Fact.Answered answer, int staleness) {}

  /** Copies the lists. */
  public RoundInputs {
    plugins = List.copyOf(plugins);
    used = List.copyOf(used);
    sessions = List.copyOf(sessions);
  }

  /** Of the open route. */
  public RoundInputs(
      int jobRound,
      String step,
      int round,
      List<PluginPin> plugins,
      Message.Broadcast base,
      ServerState server,
      List<Used> used) {
    this(jobRound, step, round, plugins, base, server, used, List.of());
  }
}
