package org.cloister.spi;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;
import org.cloister.model.PluginPin;

/**
 * What happened, as it is recorded. The history of a job is the list of its events; agents see
 * nothing else. On a sum route no event holds anything of one site but whether it counted.
 */
public sealed interface Event {

  /** The round it belongs to; 0 before the first. */
  int round();

  /** A round begins with these plugins. */
  record RoundStarted(int round, List<PluginPin> plugins) implements Event {
    public RoundStarted {
      plugins = List.copyOf(plugins);
    }
  }

  /** Sites were chosen. */
  record Selected(int round, String node, List<String> sites) implements Event {
    public Selected {
      sites = List.copyOf(sites);
    }
  }

  /** There is a first model. */
  record Initialised(int round, String node, Digest version) implements Event {}

  /**
   * Sites were asked and this came of it.
   *
   * @param reported who counted, in roster order
   * @param dropped who did not, and why
   * @param blamed who broke the protocol of a session, and the rule; may have counted nevertheless
   * @param values of training: {@code loss}; of a query: its results
   */
  record SitesReported(
      int round,
      String node,
      List<String> reported,
      Map<String, DropReason> dropped,
      Map<String, ErrorCode> blamed,
      Map<String, Double> values)
      implements Event {
    public SitesReported {
      reported = List.copyOf(reported);
      dropped = Collections.unmodifiableMap(new TreeMap<>(dropped));
      blamed = Collections.unmodifiableMap(new TreeMap<>(blamed));
      values = Collections.unmodifiableMap(new TreeMap<>(values));
    }

    /** Where nobody is to blame. */
    public SitesReported(
        int round,
        String node,
        List<String> reported,
        Map<String, DropReason> dropped,
        Map<String, Double> values) {
      this(round, node, reported, dropped, Map.of(), values);
    }
  }

  /** There is a candidate. */
  record Aggregated(int round, String node, Digest candidate) implements Event {}

  /** There is a new current model. */
  record Updated(int round, String node, Digest version) implements Event {}

  /** A computation ended. */
  record Computed(int round, String node, String computation, Map<String, Double> values)
      implements Event {
    public Computed {
      values = Collections.unmodifiableMap(new TreeMap<>(values));
    }
  }

  /** A child workflow ended; the values are those of its last reports, later ones winning. */
  record ChildEnded(int round, String node, String workflow, Map<String, Double> values)
      implements Event {
    public ChildEnded {
      values = Collections.unmodifiableMap(new TreeMap<>(values));
    }
  }

  /**
   * An event of a child workflow, for the record; agents of the parent pass over it and see {@link
   * ChildEnded}.
   *
   * @param node the parent's node that runs the child
   * @param event what happened there
   */
  record InChild(String node, Event event) implements Event {
    @Override
    public int round() {
      return event.round();
    }
  }

  /** A site joined, at the start or later. */
  record Joined(int round, String site) implements Event {}

  /** A site left. */
  record Left(int round, String site) implements Event {}

  /** An agent ended the job. */
  record Stopped(int round, String node, String reason) implements Event {}
}
