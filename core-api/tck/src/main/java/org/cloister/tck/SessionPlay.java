package org.cloister.tck;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.cloister.model.CloisterException;
import org.cloister.spi.protection.CoordinatorSession;
import org.cloister.spi.protection.ParticipantSession;
import org.cloister.spi.protection.SecureAggregation;
import org.cloister.spi.protection.Session;
import org.cloister.spi.protection.SessionMessage;
import org.cloister.spi.protection.SessionPlan;

/** A whole session in memory: all parties, the messages between them, and what goes wrong. */
final class SessionPlay implements AutoCloseable {

  private static final int MOST_MESSAGES = 5_000;
  private static final int MOST_DEADLINES = 12;

  private record Letter(String from, SessionMessage message) {}

  private final SessionPlan plan;
  private final Map<String, Session> parties = new LinkedHashMap<>();
  private final List<Letter> letters = new ArrayList<>();
  private final Set<String> silent = new HashSet<>();
  private boolean sentPlainVector;
  private int delivered;

  SessionPlay(SecureAggregation role, SessionPlan plan) {
    this.plan = plan;
    for (String site : plan.roster()) {
      parties.put(site, role.participant(plan, site, new SessionDesk(site)));
    }
    String hub = SessionMessage.COORDINATOR;
    parties.put(hub, role.coordinator(plan, new SessionDesk(hub)));
    parties.forEach((party, session) -> send(party, session.start()));
  }

  /** The residues of the {@code i}-th site of the roster. */
  Residues residues(int i) {
    return Residues.random(plan.modulusBits(), Math.toIntExact(plan.length()), 900 + i);
  }

  /** From now on nothing comes from this site and nothing reaches it. */
  void drop(int i) {
    silent.add(plan.roster().get(i));
    letters.removeIf(letter -> silent.contains(letter.from()));
  }

  ParticipantSession participant(int i) {
    return (ParticipantSession) session(plan.roster().get(i));
  }

  CoordinatorSession coordinator() {
    return (CoordinatorSession) session(SessionMessage.COORDINATOR);
  }

  private Session session(String party) {
    return java.util.Objects.requireNonNull(parties.get(party));
  }

  /** All sites that still speak give their residues. */
  void contribute() {
    for (int i = 0; i < plan.roster().size(); i++) {
      String site = plan.roster().get(i);
      if (!silent.contains(site)) {
        Residues own = residues(i);
        List<SessionMessage> out = participant(i).contribute(own);
        sentPlainVector |=
            out.stream().anyMatch(m -> m.vector().isPresent() && own.same(m.vector().get()));
        send(site, out);
      }
    }
  }

  private void send(String from, List<SessionMessage> out) {
    if (!silent.contains(from)) {
      out.forEach(message -> letters.add(new Letter(from, message)));
    }
  }

  /** Delivers until nothing moves; with a chance in another order, or everything twice. */
  void deliver(Optional<SplittableRandom> order, boolean twice) {
    while (!letters.isEmpty() && delivered++ < MOST_MESSAGES) {
      int index = order.map(chance -> chance.nextInt(letters.size())).orElse(0);
      Letter letter = letters.remove(index);
      hand(letter);
      if (twice) {
        hand(letter);
      }
    }
  }

  private void hand(Letter letter) {
    String to = letter.message().peer();
    Session session = parties.get(to);
    if (session == null || silent.contains(to) || session.ended()) {
      return;
    }
    SessionMessage m = letter.message();
    try {
      send(to, session.on(new SessionMessage(letter.from(), m.step(), m.body(), m.vector())));
    } catch (CloisterException e) {
      silent.add(to); // its session is over
    }
  }

  /** Lets deadlines pass, the coordinator's first, until the coordinator ended. */
  void finish() {
    deliver(Optional.empty(), false);
    for (int i = 0; i < MOST_DEADLINES && !coordinator().ended(); i++) {
      List<String> waiting = new ArrayList<>(plan.roster());
      waiting.add(0, SessionMessage.COORDINATOR);
      for (String party : waiting) {
        Session session = session(party);
        if (!silent.contains(party) && !session.ended() && session.deadline().isPresent()) {
          send(party, session.deadlinePassed());
          break;
        }
      }
      deliver(Optional.empty(), false);
    }
  }

  Optional<CoordinatorSession.Sum> sum() {
    return coordinator().sum();
  }

  boolean sentPlainVector() {
    return sentPlainVector;
  }

  /** Whether the sum is that of exactly those whom it names. */
  boolean exact(CoordinatorSession.Sum sum) {
    Residues expected = new Residues(plan.modulusBits(), new long[Math.toIntExact(plan.length())]);
    for (String site : sum.survivors()) {
      expected = expected.plus(residues(plan.roster().indexOf(site)));
    }
    return new HashSet<>(sum.survivors()).size() == sum.survivors().size()
        && sum.survivors().size() >= plan.threshold()
        && expected.same(sum.residues());
  }

  @Override
  public void close() {
    parties.values().forEach(Session::close);
  }
}
