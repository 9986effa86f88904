package org.cloister.engine.coordinator;

import org.cloister.engine.Message;
import org.cloister.engine.round.SessionPlans;
import org.cloister.engine.round.SessionQueue;
import org.cloister.spi.protection.CoordinatorSession;

/** The sites of one session, and what came of it. */
final class SessionGroup {
  final Message.Ask ask;
  final SessionPlans plans;
  final SessionQueue<CoordinatorSession> queue;
  SessionEnding ending = SessionEnding.nothing();

  SessionGroup(Message.Ask ask, SessionPlans plans, SessionQueue<CoordinatorSession> queue) {
    this.ask = ask;
    this.plans = plans;
    this.queue = queue;
  }

  boolean has(String site) {
    return ask.session().contains(site);
  }
}
