package org.cloister.app.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.cloister.app.record.TimedEvent;
import org.cloister.model.Digest;
import org.cloister.model.PluginPin;
import org.cloister.spi.Event;

/**
 * A history, put together for telling: what each step gave, which plugins each round had, and where
 * the time went.
 */
final class Story {

  private final List<Step> steps = new ArrayList<>();
  private final Set<String> sites = new LinkedHashSet<>();
  private final NavigableMap<PinKey, NavigableMap<Integer, PluginPin>> pins = new TreeMap<>();
  private final NavigableMap<String, Integer> left = new TreeMap<>();
  private final Times times;
  private final Set<String> children = new LinkedHashSet<>();
  private Optional<Digest> version = Optional.empty();
  private Optional<String> stopped = Optional.empty();
  private int lastRound;

  /** A plugin over all its versions. */
  record PinKey(String role, String id) implements Comparable<PinKey> {
    @Override
    public int compareTo(PinKey other) {
      int byRole = role.compareTo(other.role);
      return byRole == 0 ? id.compareTo(other.id) : byRole;
    }
  }

  private Story(Times times) {
    this.times = times;
  }

  static Story of(List<TimedEvent> history) {
    Story story = new Story(Times.of(history));
    history.forEach(timed -> story.add(timed.event()));
    return story;
  }

  private void add(Event event) {
    lastRound = Math.max(lastRound, event.round());
    if (event instanceof Event.RoundStarted started) {
      started.plugins().forEach(pin -> pinned(started.round(), pin));
    } else if (event instanceof Event.InChild child) {
      children.add(child.node());
      step(child.node() + "/", child.event());
    } else if (event instanceof Event.Joined joined) {
      sites.add(joined.site());
      left.remove(joined.site());
    } else if (event instanceof Event.Left gone) {
      left.put(gone.site(), gone.round());
    } else if (event instanceof Event.Initialised first) {
      version = Optional.of(first.version());
    } else if (event instanceof Event.Updated updated) {
      version = Optional.of(updated.version());
    } else if (event instanceof Event.Stopped end) {
      stopped = Optional.of(end.reason());
    } else {
      step("", event);
    }
  }

  private void step(String prefix, Event event) {
    if (event instanceof Event.SitesReported told) {
      sites.addAll(told.reported());
      sites.addAll(told.dropped().keySet());
      steps.add(
          new Step(
              told.round(), prefix + told.node(), told.reported(), told.dropped(), told.values()));
    }
  }

  private void pinned(int round, PluginPin pin) {
    pins.computeIfAbsent(new PinKey(pin.role(), pin.id()), key -> new TreeMap<>()).put(round, pin);
  }

  /** Every step at sites, in order. */
  List<Step> steps() {
    return Collections.unmodifiableList(steps);
  }

  /** Sites that joined or were asked, in the order in which they appeared. */
  Set<String> sites() {
    return Collections.unmodifiableSet(sites);
  }

  /** Per role and id, the code by the rounds that ran it. */
  NavigableMap<PinKey, NavigableMap<Integer, PluginPin>> pins() {
    return Collections.unmodifiableNavigableMap(pins);
  }

  /** Where the time went. */
  Times times() {
    return times;
  }

  /** The round in which a site left, by site, if it did not come back. */
  NavigableMap<String, Integer> left() {
    return Collections.unmodifiableNavigableMap(left);
  }

  /** Nodes that ran a child workflow. */
  Set<String> children() {
    return Collections.unmodifiableSet(children);
  }

  /** The last model. */
  Optional<Digest> version() {
    return version;
  }

  /** Why an agent ended the job. */
  Optional<String> stopped() {
    return stopped;
  }

  int lastRound() {
    return lastRound;
  }
}
