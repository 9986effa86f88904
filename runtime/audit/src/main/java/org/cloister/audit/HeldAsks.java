package org.cloister.audit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.cloister.engine.Message;

/**
 * Work that came before the opening of its round, whose receipt may have got lost or be on its way.
 * It waits for a while; then something is wrong. Safe for concurrent use.
 */
final class HeldAsks implements AutoCloseable {
  /** More than a coordinator asks at a time. */
  private static final int MOST = 64;

  private final Duration patience;
  private final LongConsumer tooLong;
  private final ScheduledExecutorService clock;
  private final List<Held> held = new ArrayList<>();

  private long next;

  private record Held(long id, long round, Message message) {}

  HeldAsks(String site, Duration patience, LongConsumer tooLong) {
    this.patience = patience;
    this.tooLong = tooLong;
    this.clock =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, site + "-ledger");
              thread.setDaemon(true);
              return thread;
            });
  }

  synchronized void hold(long round, Message message) {
    Held one = new Held(next++, round, message);
    if (held.size() == MOST) {
      held.remove(0);
    }
    held.add(one);
    var unused = clock.schedule(() -> expire(one), patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void expire(Held one) {
    if (contains(one)) {
      tooLong.accept(one.round());
    }
  }

  private synchronized boolean contains(Held one) {
    return held.stream().anyMatch(other -> other.id() == one.id());
  }

  /** The work of a round, which it can do now. */
  synchronized List<Message> release(long round) {
    List<Message> now =
        held.stream().filter(one -> one.round() == round).map(Held::message).toList();
    held.removeIf(one -> one.round() == round);
    return now;
  }

  /** Nobody waits for an ask any more. */
  synchronized void drop(long ask) {
    held.removeIf(one -> number(one.message()) == ask);
  }

  private static long number(Message message) {
    return message instanceof Message.Ask ask
        ? ask.ask()
        : message instanceof Message.Compute compute ? compute.ask() : -1;
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
