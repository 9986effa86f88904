package org.cloister.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cloister.model.CloisterException;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;
import org.cloister.model.PluginPin;
import org.cloister.spi.Event;

/**
 * What a coordinator goes on from: where the job stood, and the events that led there. Participants
 * go on from what they remember.
 *
 * @param checkpoint where the job stood
 * @param events its history up to there, in order
 */
public record Resumption(Checkpoint checkpoint, List<Event> events) {

  /** Checks that the two belong together as far as can be seen without the workflow. */
  public Resumption {
    events = List.copyOf(events);
    CloisterException.require(
        events.size() == checkpoint.events(),
        ErrorCode.RESUME_REFUSED,
        "The history must have the "
            + checkpoint.events()
            + " events of the checkpoint, has "
            + events.size()
            + ".");
    CloisterException.require(
        version(events).equals(checkpoint.model().map(Message.Broadcast::version)),
        ErrorCode.RESUME_REFUSED,
        "The model of the checkpoint must be the one that the history names last, is another.");
  }

  /** The plugins of the last round. */
  private List<PluginPin> plugins() {
    List<PluginPin> last = List.of();
    for (Event event : events) {
      if (inner(event) instanceof Event.RoundStarted started) {
        last = started.plugins();
      }
    }
    return last;
  }

  /**
   * Refuses other plugins than those of the last round that was begun.
   *
   * @throws CloisterException {@link ErrorCode#RESUME_REFUSED} naming them
   */
  public void requirePlugins(List<PluginPin> now) {
    List<PluginPin> then = plugins();
    List<PluginPin> gone = new ArrayList<>(then);
    gone.removeAll(now);
    List<PluginPin> come = new ArrayList<>(now);
    come.removeAll(then);
    CloisterException.require(
        then.equals(now),
        ErrorCode.RESUME_REFUSED,
        "A job goes on with exactly the plugins of its last round; then "
            + describe(gone)
            + ", now "
            + describe(come)
            + ". Put the same bundles back, or begin anew.");
  }

  private static List<String> describe(List<PluginPin> pins) {
    return pins.stream()
        .map(
            pin ->
                pin.role()
                    + " "
                    + pin.id()
                    + " "
                    + pin.version()
                    + " ("
                    + pin.bundle().abbreviated()
                    + ")")
        .toList();
  }

  /** The round whose update made the current model; empty if no update did so far. */
  public Optional<Integer> published() {
    Optional<Integer> last = Optional.empty();
    for (Event event : events) {
      if (inner(event) instanceof Event.Updated updated) {
        last = Optional.of(updated.round());
      }
    }
    return last;
  }

  private static Optional<Digest> version(List<Event> events) {
    Optional<Digest> last = Optional.empty();
    for (Event event : events) {
      Event inner = inner(event);
      if (inner instanceof Event.Initialised made) {
        last = Optional.of(made.version());
      } else if (inner instanceof Event.Updated made) {
        last = Optional.of(made.version());
      }
    }
    return last;
  }

  private static Event inner(Event event) {
    Event inner = event;
    while (inner instanceof Event.InChild child) {
      inner = child.event();
    }
    return inner;
  }
}
