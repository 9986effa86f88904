package org.cloister.plugins.secagg;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;
import org.cloister.model.Settings;
import org.cloister.port.Protection;
import org.cloister.spi.protection.CoordinatorSession;
import org.cloister.spi.protection.ParticipantSession;
import org.cloister.spi.protection.SecureAggregation;
import org.cloister.spi.protection.SessionHost;
import org.cloister.spi.protection.SessionMessage;
import org.cloister.spi.protection.SessionPlan;
import org.cloister.tck.SessionDesks;
import org.cloister.tck.SessionStage;

/** A session that the conformance kit plays, in the words and with the values of these tests. */
final class Stage implements AutoCloseable {
  static final String HUB = SessionMessage.COORDINATOR;

  /** What becomes of a message on its way. */
  interface Wire extends org.cloister.spi.protection.Stage.Wire {}

  /** Hosts with something of a test's own before them. */
  private record Hosts(Protection behind, BiFunction<String, SessionHost, SessionHost> between)
      implements Protection {
    @Override
    public SecureRandom random() {
      return behind.random();
    }

    @Override
    public SessionHost session(Digest context, String self) {
      return between.apply(self, behind.session(context, self));
    }
  }

  final SessionPlan plan;
  final SessionStage played;
  final CoordinatorSession hub;
  Wire wire = (from, message) -> List.of(message);

  Stage(SecureAggregation protocol, SessionPlan plan) {
    this(protocol, plan, (party, host) -> host);
  }

  Stage(
      SecureAggregation protocol,
      SessionPlan plan,
      BiFunction<String, SessionHost, SessionHost> between) {
    this.plan = plan;
    this.played = new SessionStage(protocol, plan, new Hosts(new SessionDesks(), between));
    for (int i = 0; i < plan.roster().size(); i++) {
      played.input(plan.roster().get(i), residues(i));
    }
    played.wire((from, message) -> wire.pass(from, message));
    hub = played.coordinator().orElseThrow();
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

  /** A host of one party for a session that nobody else is in. */
  static SessionHost host(SessionPlan plan, String party) {
    return new SessionDesks().session(plan.context(), party);
  }

  SessionHost host(String party) {
    return played.host(party);
  }

  ParticipantSession session(String site) {
    return played.site(site);
  }

  Residues residues(int site) {
    return Residues.random(plan.modulusBits(), (int) plan.length(), 77 + site);
  }

  Map<String, ErrorCode> refused() {
    return played.refusals();
  }

  List<org.cloister.spi.protection.Stage.Letter> seen() {
    return played.letters();
  }

  void silence(String site) {
    played.silence(site);
  }

  /** Sends what a party says beyond what it was asked for. */
  void send(String from, List<SessionMessage> out) {
    for (SessionMessage message : out) {
      wire.pass(from, message).forEach(passed -> played.send(from, passed));
    }
  }

  Stage start() {
    played.start();
    return this;
  }

  Stage contribute() {
    played.contribute();
    return this;
  }

  Stage deliver() {
    played.deliver();
    return this;
  }

  /** Lets deadlines pass until the coordinator's session ended. */
  Stage finish() {
    played.finish();
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
    played.close();
    if (!played.failures().isEmpty()) {
      throw new AssertionError(played.failures());
    }
  }
}
