package org.cloister.plugins.secagg;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.cloister.model.CloisterException;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;
import org.cloister.model.Settings;
import org.cloister.spi.protection.CoordinatorSession;
import org.cloister.spi.protection.ParticipantSession;
import org.cloister.spi.protection.SecureAggregation;
import org.cloister.spi.protection.Session;
import org.cloister.spi.protection.SessionHost;
import org.cloister.spi.protection.SessionMessage;
import org.cloister.spi.protection.SessionPlan;

/** A whole session: real parties, and between them a wire that a test may have its hands on. */
final class Stage implements AutoCloseable {
  static final String HUB = SessionMessage.COORDINATOR;

  /** What becomes of a message on its way. */
  interface Wire {
    List<SessionMessage> pass(String from, SessionMessage message);
  }

  /** One message, and from whom. */
  record Letter(String from, SessionMessage message) {}

  final SessionPlan plan;
  final Map<String, SessionHost> hosts = new LinkedHashMap<>();
  final Map<String, ParticipantSession> sites = new LinkedHashMap<>();
  final CoordinatorSession hub;
  final Map<String, ErrorCode> refused = new TreeMap<>();
  final Set<String> silent = new TreeSet<>();
  final List<Letter> seen = new ArrayList<>();
  Wire wire = (from, message) -> List.of(message);
  private final Deque<Letter> letters = new ArrayDeque<>();

  Stage(SecureAggregation protocol, SessionPlan plan) {
    this(protocol, plan, Desk::new);
  }

  Stage(SecureAggregation protocol, SessionPlan plan, Function<String, SessionHost> desks) {
    this.plan = plan;
    for (String site : plan.roster()) {
      hosts.put(site, desks.apply(site));
      sites.put(site, protocol.participant(plan, site, host(site)));
    }
    hosts.put(HUB, desks.apply(HUB));
    hub = protocol.coordinator(plan, host(HUB));
  }

  static SessionPlan plan(int sites, int bits, int length) {
    return plan("test", sites, Terms.leastThreshold(sites), bits, length);
  }

  static SessionPlan plan(String context, int sites, int threshold, int bits, int length) {
    List<String> roster = new ArrayList<>();
    for (int i = 0; i < sites; i++) {
      roster.add("site-" + i);
    }
    return new SessionPlan(Digest.of(context), roster, threshold, bits, length, Settings.none());
  }

  SessionHost host(String party) {
    return Objects.requireNonNull(hosts.get(party));
  }

  Residues residues(int site) {
    return Residues.random(plan.modulusBits(), (int) plan.length(), 77 + site);
  }

  Stage start() {
    sites.forEach((site, session) -> send(site, session.start()));
    return this;
  }

  Stage contribute() {
    for (int i = 0; i < plan.roster().size(); i++) {
      String site = plan.roster().get(i);
      ParticipantSession session = session(site);
      if (!silent.contains(site) && !session.ended()) {
        send(site, session.contribute(residues(i)));
      }
    }
    return this;
  }

  ParticipantSession session(String site) {
    return Objects.requireNonNull(sites.get(site));
  }

  void send(String from, List<SessionMessage> out) {
    for (SessionMessage message : out) {
      seen.add(new Letter(from, message));
      if (!silent.contains(from)) {
        wire.pass(from, message).forEach(m -> letters.add(new Letter(from, m)));
      }
    }
  }

  /** Delivers until nothing moves. */
  Stage deliver() {
    while (!letters.isEmpty()) {
      Letter letter = letters.remove();
      hand(letter.from(), letter.message());
    }
    return this;
  }

  private void hand(String from, SessionMessage message) {
    String to = message.peer();
    if (silent.contains(to) || refused.containsKey(to)) {
      return;
    }
    Session session = to.equals(HUB) ? hub : session(to);
    try {
      send(
          to,
          session.on(new SessionMessage(from, message.step(), message.body(), message.vector())));
    } catch (CloisterException e) {
      refused.put(to, e.code());
    }
  }

  /** Lets the coordinator's deadlines pass until it ended. */
  Stage finish() {
    deliver();
    for (int i = 0; i < 8 && !hub.ended(); i++) {
      send(HUB, hub.deadlinePassed());
      deliver();
    }
    return this;
  }

  /** From start to end, everything contributed at once. */
  Stage play() {
    return start().contribute().finish();
  }

  Residues sumOf(Iterable<Integer> chosen) {
    Residues sum = new Residues(plan.modulusBits(), new long[(int) plan.length()]);
    for (int site : chosen) {
      sum = sum.plus(residues(site));
    }
    return sum;
  }

  Residues revealed() {
    return new Residues(plan.modulusBits(), Residues.of(hub.sum().orElseThrow().residues()));
  }

  @Override
  public void close() {
    sites.values().forEach(Session::close);
    hub.close();
  }
}
