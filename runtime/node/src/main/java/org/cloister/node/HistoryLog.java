package org.cloister.node;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.cloister.spi.Event;

/** The durable history of a job. */
public interface HistoryLog {

  /**
   * Appends an event; durable when this returns.
   *
   * @throws org.cloister.model.CloisterException with a code of storage if it cannot be; the job
   *     then fails
   */
  void append(Event event);

  /** A history in memory, for tests and small programs. */
  final class InMemory implements HistoryLog {
    private final CopyOnWriteArrayList<Event> events = new CopyOnWriteArrayList<>();

    @Override
    public void append(Event event) {
      events.add(event);
    }

    /** All events so far. */
    public List<Event> events() {
      return List.copyOf(events);
    }
  }
}
