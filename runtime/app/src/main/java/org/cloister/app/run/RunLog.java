package org.cloister.app.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.cloister.app.record.OutputFolder;
import org.cloister.app.record.Provenance;
import org.cloister.model.Model;
import org.cloister.model.PluginPin;
import org.cloister.spi.Event;

/**
 * Hears what happens in a run: keeps it where a folder was asked for, passes it on to those who
 * tell the person, and remembers what the summary needs. Any thread may tell it; an event is kept
 * when the call returns.
 */
final class RunLog {

  /** How the names of values begin that are about one site. */
  static final String SITES = "sites.";

  private final Optional<OutputFolder> folder;
  private final Progress progress;
  private final List<Dropout> dropouts = new ArrayList<>();
  private final Set<String> training = new TreeSet<>();
  private final Map<String, Double> values = new TreeMap<>();
  private List<PluginPin> pins = List.of();
  private boolean begun;

  /**
   * A log.
   *
   * @param folder where to keep it, if anywhere
   * @param progress tells the person
   */
  RunLog(Optional<OutputFolder> folder, Progress progress) {
    this.folder = folder;
    this.progress = progress;
  }

  synchronized void append(Event event) {
    begun = true;
    folder.ifPresent(to -> to.append(event));
    progress.append(event);
    note(event);
  }

  /** Goes on after events that an earlier run kept; says nothing of them. */
  synchronized void goOn(List<Event> past) {
    past.forEach(this::note);
  }

  private void note(Event event) {
    if (event instanceof Event.RoundStarted started) {
      pins = started.plugins();
    } else if (event instanceof Event.SitesReported told) {
      dropouts.addAll(Dropout.of(told));
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

  /** Whether anything happened so far, in this run and not before it. */
  synchronized boolean begun() {
    return begun;
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
