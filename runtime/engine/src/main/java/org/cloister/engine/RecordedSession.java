package org.cloister.engine;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.cloister.spi.protection.SessionMessage;

/**
 * A session of the coordinator, to reveal its sum again.
 *
 * @param ask that each of its sites got, and that it is bound to
 * @param heard what the coordinator took from them; empty if it revealed nothing
 */
public record RecordedSession(Message.Ask ask, List<SessionMessage> heard) {

  /** Copies the list. */
  public RecordedSession {
    heard = List.copyOf(heard);
  }

  /** The vectors in it, by whose they are. */
  public SortedSet<Fact.Answered> vectors() {
    SortedSet<Fact.Answered> vectors = new TreeSet<>();
    for (SessionMessage message : heard) {
      if (message.vector().isPresent()) {
        vectors.add(new Fact.Answered(message.peer(), ask.ask()));
      }
    }
    return vectors;
  }
}
