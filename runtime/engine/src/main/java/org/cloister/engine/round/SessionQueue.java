package org.cloister.engine.round;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.cloister.engine.EffectQueue;
import org.cloister.spi.protection.Session;
import org.cloister.spi.protection.SessionMessage;

/**
 * Calls one protocol session, one call at a time and outside the machine, because a session belongs
 * to one thread and its steps may take long. Also keeps the session's deadlines.
 *
 * @param <S> the kind of session
 */
public final class SessionQueue<S extends Session> {

  /** A call on the session that gives the messages to send. */
  public interface Call<S extends Session> {
    /** Calls it. */
    List<SessionMessage> on(S session) throws Exception;
  }

  private record Progress(List<SessionMessage> out, boolean ended, Optional<Duration> deadline) {}

  private final EffectQueue effects;
  private final Duration limit;
  private final Callable<S> opening;
  private final Consumer<SessionMessage> out;
  private final Consumer<S> ended;
  private final Consumer<Throwable> failed;
  private final Deque<Call<S>> waiting = new ArrayDeque<>();
  private Optional<S> session = Optional.empty();
  private long timer;
  private long work;
  private boolean busy;
  private boolean over;
  private boolean running;
  private boolean closing;

  /**
   * A queue whose session is opened with its first call.
   *
   * @param limit how long one call may take, and how long to wait where the session names no
   *     deadline
   * @param out takes each message that the session wants sent
   * @param ended called once, when the session is over
   * @param failed called once, when a call threw: the session is over
   */
  public SessionQueue(
      EffectQueue effects,
      Duration limit,
      Callable<S> opening,
      Consumer<SessionMessage> out,
      Consumer<S> ended,
      Consumer<Throwable> failed) {
    this.effects = effects;
    this.limit = limit;
    this.opening = opening;
    this.out = out;
    this.ended = ended;
    this.failed = failed;
  }

  /** Calls the session, after the calls that came before. */
  public void submit(Call<S> call) {
    if (!over) {
      waiting.add(call);
      next();
    }
  }

  private void next() {
    if (busy || over || waiting.isEmpty()) {
      return;
    }
    busy = true;
    effects.clear(timer);
    Call<S> call = waiting.remove();
    work = effects.work(limit, () -> run(call), this::done, this::failed);
  }

  /**
   * On the work's thread; the queue lets only one such call run at a time. No lock is held while
   * the guest runs: it may hang, and the machine must not hang with it.
   */
  private Progress run(Call<S> call) throws Exception {
    try {
      Optional<S> before = entered();
      S open = before.isPresent() ? before.get() : opened(opening.call());
      List<SessionMessage> messages = call.on(open);
      return new Progress(List.copyOf(messages), open.ended(), open.deadline());
    } finally {
      left().ifPresent(Session::close);
    }
  }

  private synchronized Optional<S> entered() {
    running = true;
    return session;
  }

  private synchronized S opened(S made) {
    session = Optional.of(made);
    return made;
  }

  /** The session if it was closed meanwhile: the thread that used it has to close it. */
  private synchronized Optional<S> left() {
    running = false;
    return closing ? session : Optional.empty();
  }

  private void done(Progress progress) {
    busy = false;
    progress.out().forEach(out);
    if (progress.ended()) {
      over = true;
      opened().ifPresent(ended);
      return;
    }
    timer = effects.timer(progress.deadline().orElse(limit), () -> submit(Session::deadlinePassed));
    next();
  }

  private void failed(Throwable cause) {
    busy = false;
    boolean first = !over;
    close();
    if (first) {
      failed.accept(cause);
    }
  }

  private synchronized Optional<S> opened() {
    return session;
  }

  /** Ends it, whatever state it is in; the session wipes its secrets. Waits for no guest's call. */
  public void close() {
    over = true;
    waiting.clear();
    effects.clear(timer);
    effects.cancel(work);
    idle().ifPresent(Session::close);
  }

  /** The session if no call runs on it; none will any more. */
  private synchronized Optional<S> idle() {
    closing = true;
    return running ? Optional.empty() : session;
  }
}
