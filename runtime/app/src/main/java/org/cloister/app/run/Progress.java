package org.cloister.app.run;

import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.cloister.spi.Event;

/**
 * Tells what goes on in a run, in order and one at a time: each round when it is over, and several
 * times a second what is waited for. Any thread may call any method.
 */
final class Progress implements AutoCloseable {

  private final Consumer<RunEvent> listener;
  private final LongSupplier nanos;
  private final OptionalInt rounds;
  private final int sites;
  private final Answers answers = new Answers();
  private final Pace pace = new Pace();
  private final long begun;
  private long since;
  private int round;
  private boolean over;
  private RoundLine line = new RoundLine(0);

  /**
   * Progress of a run that begins now.
   *
   * @param listener gets the events
   * @param nanos a monotonic clock
   * @param rounds how many there will be, if that is known
   * @param sites how many take part
   */
  Progress(Consumer<RunEvent> listener, LongSupplier nanos, OptionalInt rounds, int sites) {
    this.listener = listener;
    this.nanos = nanos;
    this.rounds = rounds;
    this.sites = sites;
    this.begun = nanos.getAsLong();
    this.since = begun;
  }

  /** Watches the coordinator's messages. */
  Answers answers() {
    return answers;
  }

  /** Looks after it several times a second until it is closed. */
  Pulse pulse() {
    return new Pulse(this::tick);
  }

  synchronized void started(String job, long seed, List<String> ids) {
    listener.accept(new RunEvent.Started(job, seed, ids, rounds));
  }

  synchronized void append(Event event) {
    if (event instanceof Event.RoundStarted started) {
      endRound();
      round = started.round();
      line = new RoundLine(round);
      since = nanos.getAsLong();
    }
    line.add(event);
  }

  /** Says what is waited for, now. */
  synchronized void tick() {
    if (over) {
      return;
    }
    double seconds = seconds(since);
    Answers.Standing standing = answers.standing();
    boolean preparing = round == 0;
    listener.accept(
        new RunEvent.Waiting(
            round,
            rounds,
            preparing ? "" : standing.node(),
            preparing ? answers.ready() : standing.answered(),
            preparing ? sites : standing.expected(),
            seconds,
            pace.roundsPerSecond(),
            pace.eta(Math.max(0, round - 1), rounds, seconds)));
  }

  synchronized void stopping(String reason) {
    if (!over) {
      listener.accept(new RunEvent.Stopping(reason));
    }
  }

  /** Says the last round, and that it is over. */
  synchronized void ended(boolean complete, int completed) {
    if (!over) {
      endRound();
      over = true;
      listener.accept(new RunEvent.Ended(complete, completed, seconds(begun)));
    }
  }

  /** However it came to its end, it says so. */
  @Override
  public void close() {
    ended(false, 0);
  }

  private void endRound() {
    if (!line.isEmpty()) {
      double seconds = seconds(since);
      if (round > 0) {
        pace.add(seconds);
      }
      listener.accept(line.event(rounds, seconds, pace.eta(round, rounds, 0)));
      line = new RoundLine(round);
    }
  }

  private double seconds(long from) {
    return (nanos.getAsLong() - from) / 1e9;
  }
}
