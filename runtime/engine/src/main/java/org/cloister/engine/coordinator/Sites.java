package org.cloister.engine.coordinator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cloister.engine.EffectQueue;
import org.cloister.engine.Message;
import org.cloister.model.Digest;
import org.cloister.model.Model;
import org.cloister.model.Resources;
import org.cloister.spi.Candidate;
import org.cloister.spi.Event;

/** Who is there, what they reported, and which model each of them has. */
final class Sites {
  private final List<String> roster;
  private final EffectQueue effects;
  private final Map<String, Resources> present = new HashMap<>();
  private final Map<String, Digest> models = new HashMap<>();
  private final Set<String> told = new HashSet<>();
  private final Set<String> declined = new HashSet<>();

  Sites(List<String> roster, EffectQueue effects) {
    this.roster = roster;
    this.effects = effects;
  }

  boolean here(String site) {
    return present.containsKey(site);
  }

  /** Whether every site joined, or said that it will not. */
  boolean allAnswered() {
    return roster.stream().allMatch(site -> here(site) || declined.contains(site));
  }

  boolean nobodyHere() {
    return present.isEmpty();
  }

  void join(String site, Resources resources) {
    present.put(site, resources);
    declined.remove(site);
    models.remove(site); // it may have restarted
  }

  void leave(String site) {
    present.remove(site);
    declined.add(site);
  }

  void reported(String site, Resources resources) {
    present.computeIfPresent(site, (name, old) -> resources);
  }

  /** Who is there, in roster order. */
  List<String> here() {
    return roster.stream().filter(present::containsKey).toList();
  }

  /** Who is there or has not been heard of, in roster order. */
  List<String> notGone() {
    return roster.stream().filter(site -> here(site) || !declined.contains(site)).toList();
  }

  List<Candidate> candidates() {
    return here().stream().map(site -> new Candidate(site, resources(site))).toList();
  }

  private Resources resources(String site) {
    return present.getOrDefault(site, new Resources(1, 0, 0, 0, 0));
  }

  Map<String, Resources> nodes() {
    Map<String, Resources> nodes = new LinkedHashMap<>();
    here().forEach(site -> nodes.put(site, resources(site)));
    return nodes;
  }

  /**
   * What changed since the last call, in roster order. A site that left and came back in between
   * did not change.
   */
  List<Event> news(int round) {
    List<Event> news = new ArrayList<>();
    for (String site : roster) {
      if (here(site) && told.add(site)) {
        news.add(new Event.Joined(round, site));
      } else if (!here(site) && told.remove(site)) {
        news.add(new Event.Left(round, site));
      }
    }
    return news;
  }

  /** Sends the model unless it was the last one that the site was sent. */
  void bring(String site, Model model) {
    if (!model.version().equals(models.put(site, model.version()))) {
      effects.send(site, Message.Broadcast.of(model));
    }
  }

  /**
   * A site that did not answer may have missed its model: it is sent one before it is next asked.
   */
  void unsure(String site) {
    models.remove(site);
  }

  /** Goes on where the agents were told these events. */
  void restore(List<Event> events) {
    for (Event event : events) {
      if (event instanceof Event.Joined joined) {
        told.add(joined.site());
      } else if (event instanceof Event.Left left) {
        told.remove(left.site());
      }
    }
  }
}
