package org.cloister.tck;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.cloister.model.ErrorCode;
import org.cloister.model.IntVector;
import org.cloister.port.Protection;
import org.cloister.spi.protection.CoordinatorSession;
import org.cloister.spi.protection.ParticipantSession;
import org.cloister.spi.protection.SecureAggregation;
import org.cloister.spi.protection.Session;
import org.cloister.spi.protection.SessionHost;
import org.cloister.spi.protection.SessionMessage;
import org.cloister.spi.protection.SessionPlan;
import org.cloister.spi.protection.Stage;

/**
 * A whole session in memory: real parties, the messages between them, and what goes wrong. A party
 * that refuses, its plan or a message, is noted and hears nothing more. Belongs to one thread.
 */
public final class SessionStage implements Stage, AutoCloseable {

  private static final String HUB = SessionMessage.COORDINATOR;
  private static final int MOST_MESSAGES_A_PARTY = 1_000;
  private static final int MOST_DEADLINES = 24;

  private final SecureAggregation role;
  private final SessionPlan plan;
  private final Protection protection;
  private final StageNotes notes;
  private final Map<String, StageParty> parties = new LinkedHashMap<>();
  private final List<Letter> seen = new ArrayList<>();
  private final LetterBox box = new LetterBox();
  private Wire wire = (from, message) -> List.of(message);
  private long delivered;
  private boolean started;

  /** Seats the parties; each site has residues of chance to contribute, always the same. */
  public SessionStage(SecureAggregation role, SessionPlan plan, Protection protection) {
    this(role, plan, protection, new StageNotes());
  }

  SessionStage(SecureAggregation role, SessionPlan plan, Protection protection, StageNotes notes) {
    this.role = role;
    this.plan = plan;
    this.protection = protection;
    this.notes = notes;
    notes.opened(this);
    for (String site : plan.roster()) {
      enter(site).seat(host -> role.participant(plan, site, host));
    }
    enter(HUB).seat(host -> role.coordinator(plan, host));
  }

  private StageParty enter(String name) {
    long seed = (77L + parties.size()) << 40; // inputs of two sites have no seed in common
    StageInput input = new StageInput(plan.modulusBits(), plan.length(), seed);
    SessionHost host = protection.session(plan.context(), name);
    StageParty party = new StageParty(name, host, input, notes);
    parties.put(name, party);
    return party;
  }

  StageParty party(String name) {
    return Objects.requireNonNull(parties.get(name), "no such party");
  }

  StageNotes notes() {
    return notes;
  }

  @Override
  public SessionPlan plan() {
    return plan;
  }

  @Override
  public SessionHost host(String party) {
    return party(party).host;
  }

  @Override
  public IntVector input(String site) {
    return party(site).input;
  }

  /** What {@code site} has to contribute from now on. */
  public void input(String site, IntVector vector) {
    party(site).input = vector;
  }

  /** A site's session, to look at; there is none if it refused its plan. */
  public ParticipantSession site(String site) {
    return (ParticipantSession) party(site).session().orElseThrow();
  }

  /** The coordinator's session; empty if it refused its plan. */
  public Optional<CoordinatorSession> coordinator() {
    return party(HUB).session().map(CoordinatorSession.class::cast);
  }

  /** Who refused, each with its first code. */
  public Map<String, ErrorCode> refusals() {
    Map<String, ErrorCode> refusals = new TreeMap<>();
    parties.forEach((name, party) -> party.refusal().ifPresent(code -> refusals.put(name, code)));
    return refusals;
  }

  /** How parties failed that did not refuse; there must be none, whatever was played. */
  public List<String> failures() {
    return List.copyOf(notes.failures());
  }

  @Override
  public Set<String> present() {
    Set<String> present = new TreeSet<>(plan.roster());
    present.removeIf(site -> !party(site).hears());
    return present;
  }

  @Override
  public List<Letter> letters() {
    return List.copyOf(seen);
  }

  @Override
  public void wire(Wire changed) {
    wire = changed;
  }

  @Override
  public void shuffle(long seed) {
    box.shuffle(new SplittableRandom(seed));
  }

  @Override
  public void silence(String site) {
    party(site).silence();
    box.forget(site);
  }

  private void emit(String from, List<SessionMessage> out) {
    for (SessionMessage message : out) {
      if (!party(from).isSilent()) {
        seen.add(new Letter(from, message));
        wire.pass(from, message).forEach(passed -> box.add(new Letter(from, passed)));
      }
    }
  }

  @Override
  public void send(String from, SessionMessage message) {
    seen.add(new Letter(from, message));
    box.add(new Letter(from, message));
  }

  @Override
  public void start() {
    started = true;
    parties.forEach((name, party) -> emit(name, party.ask(Session::start)));
  }

  @Override
  public void contribute() {
    for (String site : plan.roster()) {
      if (party(site).session().filter(session -> !session.ended()).isPresent()) {
        contribute(site, input(site));
      }
    }
  }

  @Override
  public void contribute(String site, IntVector vector) {
    emit(site, party(site).ask(session -> ((ParticipantSession) session).contribute(vector)));
  }

  @Override
  public void deliver() {
    long most = MOST_MESSAGES_A_PARTY * (long) parties.size();
    for (Optional<Letter> next = box.next(); next.isPresent(); next = box.next()) {
      if (delivered++ > most) {
        notes.failed("somebody", new IllegalStateException("messages without end"));
        return;
      }
      hand(next.get());
    }
  }

  private void hand(Letter letter) {
    SessionMessage m = letter.message();
    StageParty to = parties.get(m.peer());
    if (to != null && to.session().filter(session -> !session.ended()).isPresent()) {
      emit(m.peer(), to.ask(session -> session.on(from(letter.from(), m))));
    }
  }

  private static SessionMessage from(String sender, SessionMessage m) {
    return new SessionMessage(sender, m.step(), m.body(), m.vector());
  }

  @Override
  public List<SessionMessage> say(String from, SessionMessage message) {
    return party(message.peer()).asked(session -> session.on(from(from, message)));
  }

  @Override
  public void deadline() {
    emit(HUB, party(HUB).ask(Session::deadlinePassed));
    deliver();
  }

  /** Lets deadlines pass, the coordinator's first, until it ended. */
  @Override
  public void finish() {
    deliver();
    List<String> waiting = new ArrayList<>(List.of(HUB));
    waiting.addAll(plan.roster());
    for (int i = 0; i < MOST_DEADLINES && coordinator().filter(c -> !c.ended()).isPresent(); i++) {
      waiting.stream()
          .filter(name -> party(name).hears() && party(name).waits())
          .findFirst()
          .ifPresent(name -> emit(name, party(name).ask(Session::deadlinePassed)));
      deliver();
    }
  }

  @Override
  public void restart(String site, SessionPlan told) {
    party(site).host = protection.session(told.context(), site);
    party(site).seat(host -> role.participant(told, site, host));
    if (started) {
      emit(site, party(site).ask(Session::start));
    }
  }

  @Override
  public Stage other(SessionPlan another) {
    return new SessionStage(role, another, protection, notes);
  }

  /** Whether {@code sum} is exactly what {@code sites} had to contribute. */
  public boolean isSumOf(Collection<String> sites, IntVector sum) {
    return StageSum.of(sites.stream().map(this::input).toList(), plan).is(sum);
  }

  /** Whether a sum is that of the sites that it names, and these are enough. */
  public boolean isExact(CoordinatorSession.Sum sum) {
    List<String> survivors = sum.survivors();
    return new TreeSet<>(survivors).size() == survivors.size()
        && survivors.size() >= plan.threshold()
        && plan.roster().containsAll(survivors)
        && isSumOf(survivors, sum.residues());
  }

  /** Closes all sessions, those of {@linkplain #other other} stages too. */
  @Override
  public void close() {
    notes.stages().forEach(stage -> stage.parties.values().forEach(StageParty::close));
  }
}
