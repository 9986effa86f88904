package org.cloister.tck;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.IntVector;
import org.cloister.spi.protection.Session;
import org.cloister.spi.protection.SessionHost;
import org.cloister.spi.protection.SessionMessage;
import org.jspecify.annotations.Nullable;

/** One party of a stage: its session, and how it ended if it did not end well. */
final class StageParty {

  private final String name;
  private final StageNotes notes;
  SessionHost host;
  IntVector input;
  private @Nullable Session session;
  private @Nullable ErrorCode refusal;
  private boolean silent;
  private boolean failed;

  StageParty(String name, SessionHost host, IntVector input, StageNotes notes) {
    this.name = name;
    this.host = host;
    this.input = input;
    this.notes = notes;
  }

  /** Begins a session, the second and later ones in the place of the one before. */
  void seat(Function<SessionHost, ? extends Session> begin) {
    close();
    session = null;
    refusal = null;
    guarded(
        () -> {
          session = begin.apply(host);
          return List.of();
        });
  }

  Optional<Session> session() {
    return Optional.ofNullable(session);
  }

  Optional<ErrorCode> refusal() {
    return Optional.ofNullable(refusal);
  }

  boolean isSilent() {
    return silent;
  }

  void silence() {
    silent = true;
  }

  /** Whether it is still there: neither gone nor at the end of its patience. */
  boolean hears() {
    return session != null && refusal == null && !failed && !silent;
  }

  /** Whether it would not wait for ever. */
  boolean waits() {
    return session != null && !session.ended() && session.deadline().isPresent();
  }

  /** What its session answers; nothing if it is not there, or refuses. */
  List<SessionMessage> ask(Function<Session, List<SessionMessage>> call) {
    return hears() ? asked(call) : List.of();
  }

  /** The same also after a refusal: nobody keeps an adversary from asking again. */
  List<SessionMessage> asked(Function<Session, List<SessionMessage>> call) {
    Session known = session;
    return known == null ? List.of() : guarded(() -> call.apply(known));
  }

  private List<SessionMessage> guarded(java.util.function.Supplier<List<SessionMessage>> call) {
    try {
      return call.get();
    } catch (CloisterException e) {
      refusal = refusal == null ? e.code() : refusal;
      notes.refused(name, e.code());
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      failed = true;
      notes.failed(name, e);
    }
    return List.of();
  }

  /** Closes the session, which stays to be looked at. */
  void close() {
    session().ifPresent(Session::close);
  }
}
