package org.cloister.app.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.cloister.app.record.Names;
import org.cloister.app.record.OutputFolder;
import org.cloister.app.record.Provenance;
import org.cloister.model.Model;
import org.cloister.model.PluginPin;
import org.cloister.spi.Event;

/**
 * Hears what happens in a run: keeps it where a folder was asked for, tells the person, and
 * remembers what the summary needs. Any thread may tell it; an event is kept when the call returns.
 */
final class RunLog {

  /** How the names of values begin that are about one site. */
  static final String SITES = "sites.";

  private final Optional<OutputFolder> folder;
  private final Consumer<String> progress;
  private final String rounds;
  private final LongSupplier nanos;
  private final List<Dropout> dropouts = new ArrayList<>();
  private final Set<String> training = new TreeSet<>();
  private final Map<String, Double> values = new TreeMap<>();
  private List<PluginPin> pins = List.of();
  private RoundLine line = new RoundLine(0);
  private long since;

  /**
   * A log.
   *
   * @param folder where to keep it, if anywhere
   * @param progress gets one line a round
   * @param rounds how many there will be, such as {@code "/15"}; empty if nobody knows
   * @param nanos a monotonic clock
   */
  RunLog(
      Optional<OutputFolder> folder, Consumer<String> progress, String rounds, LongSupplier nanos) {
    this.folder = folder;
    this.progress = progress;
    this.rounds = rounds;
    this.nanos = nanos;
    this.since = nanos.getAsLong();
  }

  synchronized void append(Event event) {
    folder.ifPresent(to -> to.append(event));
    if (event instanceof Event.RoundStarted started) {
      pins = started.plugins();
      endRound(started.round());
    }
    line.add(event);
    if (event instanceof Event.SitesReported told) {
      told.dropped()
          .forEach(
              (site, why) ->
                  dropouts.add(new Dropout(told.round(), told.node(), site, Names.of(why))));
      forgetSites(told);
      told.values().forEach((name, value) -> values.put(told.node() + "." + name, value));
      if (told.values().keySet().equals(Set.of("loss"))) {
        training.add(told.node());
      }
    }
  }

  /** A site that was left out this time must not stand there with what it had the last time. */
  private void forgetSites(Event.SitesReported told) {
    String ofSites = told.node() + "." + SITES;
    values
        .keySet()
        .removeIf(
            name ->
                name.startsWith(ofSites)
                    && told.values().keySet().stream().anyMatch(own -> name.endsWith("." + own)));
  }

  synchronized void publish(int round, Model model, Provenance provenance) {
    folder.ifPresent(to -> to.publish(model, round, provenance));
  }

  /** Says the last round. */
  synchronized void end() {
    endRound(0);
  }

  private void endRound(int next) {
    long now = nanos.getAsLong();
    if (!line.isEmpty()) {
      progress.accept(line.text(rounds, (now - since) / 1e9));
    }
    line = new RoundLine(next);
    since = now;
  }

  /** The plugins of the last round. */
  synchronized List<PluginPin> pins() {
    return pins;
  }

  /** Who did not count, in the order of the run. */
  synchronized List<Dropout> dropouts() {
    return List.copyOf(dropouts);
  }

  /** The nodes whose sites trained. */
  synchronized Set<String> training() {
    return Set.copyOf(training);
  }

  /** The last value of each result by {@code node.name}. */
  synchronized Map<String, Double> values() {
    return new TreeMap<>(values);
  }
}
