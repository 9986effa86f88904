package org.cloister.engine.round;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.cloister.engine.EffectQueue;
import org.cloister.spi.protection.Session;
import org.cloister.spi.protection.SessionMessage;

/**
 * Calls one protocol session, one call at a time and outside the machine, because a session belongs
 * to one thread and its steps may take long. Also keeps the session's deadlines: time runs from the
 * call by which the session came into its state, whatever is said to it meanwhile, and what came in
 * time is heard before it is told that the time is over.
 *
 * @param <S> the kind of session
 */
public final class SessionQueue<S extends Session> {

  /** A call on the session that gives the messages to send. */
  public interface Call<S extends Session> {
    /** Calls it. */
    List<SessionMessage> on(S session) throws Exception;
  }

  /** The most calls of one peer that wait; no protocol has as many steps. */
  static final int MOST_WAITING = 64;

  /** Whom a call is of; empty if of no peer. In which state alone it counts, 0 for any. */
  private record Waiting<S extends Session>(String peer, long state, Call<S> call) {}

  private record Progress(List<SessionMessage> out, boolean ended, Optional<Duration> deadline) {}

  private final EffectQueue effects;
  private final Duration limit;
  private final Optional<Duration> longest;
  private final Callable<S> opening;
  private final Consumer<SessionMessage> out;
  private final Consumer<S> ended;
  private final Consumer<Throwable> failed;
  private final Deque<Waiting<S>> waiting = new ArrayDeque<>();
  private final Map<String, Integer> ofPeers = new HashMap<>();
  private Optional<S> session = Optional.empty();
  private Optional<Duration> deadline = Optional.empty();
  private long state = 1;
  private long timer;
  private boolean timed;
  private long work;
  private boolean busy;
  private boolean over;
  private boolean running;
  private boolean closing;

  /**
   * A queue whose session is opened with its first call.
   *
   * @param limit how long one call may take
   * @param longest how long to wait in one state at most, also where the session names no deadline;
   *     empty to leave it to the session
   * @param out takes each message that the session wants sent
   * @param ended called once, when the session is over
   * @param failed called once, when a call threw: the session is over
   */
  public SessionQueue(
      EffectQueue effects,
      Duration limit,
      Optional<Duration> longest,
      Callable<S> opening,
      Consumer<SessionMessage> out,
      Consumer<S> ended,
      Consumer<Throwable> failed) {
    this.effects = effects;
    this.limit = limit;
    this.longest = longest;
    this.opening = opening;
    this.out = out;
    this.ended = ended;
    this.failed = failed;
  }

  /** Calls the session, after the calls that came before. */
  public void submit(Call<S> call) {
    add(new Waiting<>("", 0, call));
  }

  /**
   * Calls the session with what a peer said, after the calls that came before; not if too many of
   * that peer wait already.
   */
  public void submit(String peer, Call<S> call) {
    if (ofPeers.getOrDefault(peer, 0) < MOST_WAITING) {
      add(new Waiting<>(peer, 0, call));
    }
  }

  private void add(Waiting<S> call) {
    if (!over) {
      waiting.add(call);
      ofPeers.merge(call.peer(), 1, Integer::sum);
      next();
    }
  }

  private void next() {
    while (!busy && !over && !waiting.isEmpty()) {
      Waiting<S> next = waiting.remove();
      ofPeers.merge(next.peer(), -1, Integer::sum);
      if (next.state() == 0 || next.state() == state) {
        timed &= next.state() == 0; // with its deadline a state has a time of its own again
        busy = true;
        work = effects.work(limit, () -> run(next.call()), this::done, this::failed);
      }
    }
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
      effects.clear(timer);
      opened().ifPresent(ended);
      return;
    }
    if (!timed || !progress.out().isEmpty() || !progress.deadline().equals(deadline)) {
      deadline = progress.deadline();
      await(Stream.concat(deadline.stream(), longest.stream()).min(Comparator.naturalOrder()));
    }
    next();
  }

  private void await(Optional<Duration> most) {
    effects.clear(timer);
    timed = true;
    long now = ++state;
    most.ifPresent(
        wait ->
            timer =
                effects.timer(wait, () -> add(new Waiting<>("", now, Session::deadlinePassed))));
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
