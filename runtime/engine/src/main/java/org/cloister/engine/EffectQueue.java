package org.cloister.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * Collects the effects of a machine and remembers what to do when their timers and works come back.
 * Belongs to one machine; not thread-safe.
 */
public final class EffectQueue {

  private record Pending(Runnable done, Consumer<Throwable> failed) {}

  private final Map<Long, Pending> works = new HashMap<>();
  private final Map<Long, Runnable> timers = new HashMap<>();
  private List<Effect> effects = new ArrayList<>();
  private long next = 1;

  /** A number that was not used before. */
  public long number() {
    return next++;
  }

  /** The number that was given last. */
  public long last() {
    return next - 1;
  }

  /** Gives no number up to {@code last} any more. */
  public void skip(long last) {
    next = Math.max(next, last + 1);
  }

  /** Adds an effect. */
  public void add(Effect effect) {
    effects.add(effect);
  }

  /** Sends a message. */
  public void send(String to, Message message) {
    add(new Effect.Send(to, message));
  }

  /** Runs {@code action} after {@code delay}; returns the number of the timer. */
  public long timer(Duration delay, Runnable action) {
    long timer = number();
    timers.put(timer, action);
    add(new Effect.SetTimer(timer, delay));
    return timer;
  }

  /** Forgets a timer, if it is still there. */
  public void clear(long timer) {
    if (timers.remove(timer) != null) {
      add(new Effect.ClearTimer(timer));
    }
  }

  /**
   * Runs guest code outside and then one of the two, unless it is cancelled; returns the number of
   * the work.
   */
  public <T> long work(
      Duration limit, Callable<T> task, Consumer<T> done, Consumer<Throwable> failed) {
    long work = number();
    AtomicReference<T> result = new AtomicReference<>();
    works.put(work, new Pending(() -> done.accept(result.get()), failed));
    add(
        new Effect.Work(
            work,
            limit,
            () -> {
              result.set(task.call());
              return true;
            }));
    return work;
  }

  /** Gives a work up: it is interrupted and neither of its two actions runs. */
  public void cancel(long work) {
    if (works.remove(work) != null) {
      add(new Effect.CancelWork(work));
    }
  }

  /** Runs the action of a timer or work that came back; others are ignored. */
  public void deliver(Signal signal) {
    if (signal instanceof Signal.TimerFired fired) {
      Runnable action = timers.remove(fired.timer());
      if (action != null) {
        action.run();
      }
    } else if (signal instanceof Signal.WorkDone back) {
      Pending pending = works.remove(back.work());
      if (pending != null) {
        pending.done().run();
      }
    } else if (signal instanceof Signal.WorkFailed back) {
      Pending pending = works.remove(back.work());
      if (pending != null) {
        pending.failed().accept(back.cause());
      }
    }
  }

  /** Gives up everything that is under way. */
  public void cancelAll() {
    List.copyOf(works.keySet()).forEach(this::cancel);
    List.copyOf(timers.keySet()).forEach(this::clear);
  }

  /** The effects since the last call. */
  public List<Effect> drain() {
    List<Effect> drained = effects;
    effects = new ArrayList<>();
    return drained;
  }
}
