package org.cloister.engine.coordinator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.cloister.engine.JobTerms;
import org.cloister.engine.Message;
import org.cloister.engine.RecordedSession;
import org.cloister.engine.RoundInputs;
import org.cloister.engine.round.SessionPlans;
import org.cloister.model.CloisterException;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;
import org.cloister.model.Model;
import org.cloister.model.Part;
import org.cloister.model.Vectors;
import org.cloister.port.Assembly;
import org.cloister.port.Protection;
import org.cloister.spi.protection.CoordinatorSession;
import org.cloister.spi.protection.SessionHost;
import org.cloister.spi.protection.SessionMessage;

/** Reveals the sums of recorded sessions again. */
record SessionReplay(JobTerms terms, Assembly assembly, Protection protection, Vectors vectors) {

  /**
   * What the sessions of a round gave.
   *
   * @throws CloisterException as {@link AggregationReplay#of}
   */
  Collected of(RoundInputs inputs, Model base, List<Part> parts) {
    CloisterException.require(
        !SessionSums.noisyOnlyHere(assembly.route()),
        ErrorCode.ROUTE_MISMATCH,
        "A round must not be made again whose sum has noise of the coordinator's alone: making it"
            + " again would show the sum without.");
    List<Message.Ask> asks = new ArrayList<>();
    List<SessionEnding> endings = new ArrayList<>();
    for (RecordedSession session : inputs.sessions()) {
      Message.Ask ask = session.ask();
      AggregationReplay.require(
          ask.jobRound() == inputs.jobRound()
              && ask.node().equals(inputs.step())
              && ask.model().equals(Optional.of(base.version()))
              && ask.plugins().equals(inputs.plugins()),
          "a session must be of its round, with the round's model and plugins");
      asks.add(ask);
      endings.add(
          session.heard().isEmpty()
              ? SessionEnding.nothing()
              : revealed(session, base.version(), parts));
    }
    SessionSums sums = new SessionSums(asks, endings);
    AggregationReplay.require(sums.any(), "one of its sessions must have revealed a sum");
    return sums.collected(assembly.route(), parts, base.version(), vectors);
  }

  private SessionEnding revealed(RecordedSession recorded, Digest base, List<Part> parts) {
    SessionPlans plans = SessionPlans.of(assembly.route(), terms.digest(), recorded.ask(), parts);
    SessionEnding ending =
        SessionEnding.of(again(plans, recorded), plans, base, UnaryOperator.identity(), vectors);
    AggregationReplay.require(
        ending.sum().isPresent(), "a session that heard what it needs must reveal its sum");
    return ending;
  }

  private CoordinatorSession again(SessionPlans plans, RecordedSession recorded) {
    SessionHost host = protection.session(plans.session().context(), SessionMessage.COORDINATOR);
    Optional<CoordinatorSession> session;
    try {
      session = plans.protocol().role().again(plans.session(), recorded.heard(), host);
    } catch (CloisterException e) {
      throw new CloisterException(
          ErrorCode.HISTORY_DIVERGED,
          "A recorded round must be what happened; of its session: " + e.getMessage(),
          e);
    }
    return session.orElseThrow(
        () ->
            new CloisterException(
                ErrorCode.ROUTE_MISMATCH,
                "A round can be made again where the protocol of its sessions can reveal a sum"
                    + " again; "
                    + plans.protocol().role().id()
                    + " cannot."));
  }
}
