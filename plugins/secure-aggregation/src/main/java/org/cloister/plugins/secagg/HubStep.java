package org.cloister.plugins.secagg;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cloister.spi.protection.CoordinatorSession;
import org.cloister.spi.protection.SessionMessage;

/** One step of the hub: what it waits for, from whom, and what comes of it. */
interface HubStep extends AutoCloseable {

  /** The messages that it takes. */
  String expects();

  /** From whom. */
  Set<Integer> asked();

  /** Who answered well. */
  Set<Integer> answered();

  /** How many answers it takes. */
  int enough();

  /** Whether those are enough who answered. */
  default boolean sufficient() {
    return answered().size() >= enough();
  }

  /** Whether it goes on at once when it has them, or waits for the others. */
  default boolean early() {
    return false;
  }

  Duration limit();

  /**
   * Takes an answer.
   *
   * @throws org.cloister.model.CloisterException if the site is to blame for it
   */
  void take(int site, SessionMessage message);

  /** What to keep of a message that was taken; nothing that is sealed for a site. */
  default SessionMessage kept(SessionMessage message) {
    return message;
  }

  /** With enough answers: what to say and what comes next. */
  Next next();

  /** Wipes what the step holds. */
  @Override
  default void close() {}

  /**
   * What comes of a step.
   *
   * @param out to be sent
   * @param step that follows; none at the end
   * @param sum if this was the end and there is one
   */
  record Next(
      List<SessionMessage> out, Optional<HubStep> step, Optional<CoordinatorSession.Sum> sum) {
    static Next of(List<SessionMessage> out, HubStep step) {
      return new Next(out, Optional.of(step), Optional.empty());
    }
  }
}
