package org.cloister.node;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.cloister.engine.Effect;
import org.cloister.engine.JobOutcome;
import org.cloister.engine.Machine;
import org.cloister.engine.Message;
import org.cloister.engine.Signal;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one machine: hands it one signal after the other on one thread and carries out what it wants
 * done, in order. It has all that the machine has not: threads, a monotonic clock, a way out.
 *
 * <p>No thread of it keeps the process alive. Guest code runs on threads of its own, with a limit;
 * the machine's own steps are watched as well, because agents and selectors are guests, too. Safe
 * for concurrent use.
 */
public final class Driver implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Driver.class);

  /** How long a step of a machine may take, unless something else was said. */
  public static final Duration DEFAULT_STEP_LIMIT = Duration.ofSeconds(60);

  private final WatchedMachine machine;
  private final Sinks sinks;
  private final Runnable onFailure;
  private final ScheduledExecutorService clock;
  private final Thread loop;
  private final Works works;
  private final Inbox inbox;
  private final CompletableFuture<JobOutcome> outcome = new CompletableFuture<>();
  private volatile @Nullable Throwable failure;
  private volatile int rounds;
  private volatile @Nullable JobOutcome brokenWith;

  /**
   * A driver, not yet started.
   *
   * @param name of the party, for the names of threads
   * @param machine belongs to the driver from now on
   * @param outbox takes the machine's messages
   * @param history takes its events
   * @param models takes its models
   * @param permits how many works run at the same time; shared between drivers, best a fair one
   * @param stepLimit how long one step of the machine may take
   */
  public Driver(
      String name,
      Machine machine,
      Outbox outbox,
      HistoryLog history,
      ModelSink models,
      Semaphore permits,
      Duration stepLimit) {
    this(
        name,
        machine,
        new Sinks(outbox, history, models, StateSink.none(), PartyLedger.none()),
        permits,
        stepLimit,
        () -> {});
  }

  /**
   * As above; {@code onFailure} is called once if the driver fails, and must return quickly.
   *
   * @param sinks take all that the machine says, makes and wants kept
   */
  Driver(
      String name,
      Machine machine,
      Sinks sinks,
      Semaphore permits,
      Duration stepLimit,
      Runnable onFailure) {
    this.onFailure = onFailure;
    this.sinks = sinks;
    ScheduledThreadPoolExecutor scheduler =
        new ScheduledThreadPoolExecutor(1, DaemonThreads.named(name + "-clock"));
    scheduler.setRemoveOnCancelPolicy(true);
    this.clock = scheduler;
    this.machine = new WatchedMachine(machine, clock, stepLimit, this::stepHung);
    this.loop = DaemonThreads.of(name + "-loop", () -> run(name));
    this.works = new Works(name, permits, clock);
    this.inbox = new Inbox(clock);
    // Ahead of whatever comes before the start.
    inbox.add(new Signal.Begin());
  }

  /** Starts with {@link Signal.Begin}; call it once. */
  public void start() {
    loop.start();
  }

  /** Hands over a message of a peer; waits while too many wait already. */
  public void deliver(String from, Message message) throws InterruptedException {
    inbox.deliver(new Signal.Received(from, message), outcome::isDone);
  }

  /** Tells the machine that a peer is gone; never waits. */
  void leave(String from) {
    inbox.add(new Signal.Received(from, new Message.Leave()));
  }

  /** Asks the machine to end early. */
  public void stop(String reason) {
    inbox.add(new Signal.StopRequested(reason));
  }

  /** How it ends; is not for callers to complete. */
  public CompletableFuture<JobOutcome> outcome() {
    return outcome.copy();
  }

  /**
   * Waits for the end.
   *
   * @throws TimeoutException if it takes longer than {@code limit}
   */
  public JobOutcome await(Duration limit) throws InterruptedException, TimeoutException {
    try {
      return outcome.get(TimeUnit.NANOSECONDS.convert(limit), TimeUnit.NANOSECONDS);
    } catch (java.util.concurrent.ExecutionException e) {
      throw new IllegalStateException("an outcome is always a value", e);
    }
  }

  /** Whether it ended without its machine, which then could tell nobody. */
  boolean broken() {
    return outcome.isDone() && outcome.join().equals(brokenWith);
  }

  /** What made it fail, for the local log only; null if nothing did. */
  public @Nullable Throwable failure() {
    return failure;
  }

  private void run(String name) {
    LogContext.party(name);
    try {
      while (!outcome.isDone()) {
        Signal signal = inbox.take();
        if (signal != null) {
          settle(signal);
          handOver(signal);
        }
      }
    } catch (InterruptedException e) {
      fail(ErrorCode.INTERRUPTED, "The job was interrupted.", e);
    } catch (BrokenMachine e) {
      fail(ErrorCode.INTERNAL, e.getMessage(), e.getCause());
    } catch (CloisterException e) {
      fail(e.code(), String.valueOf(e.getMessage()), e);
    } catch (Throwable e) { // whatever it was, somebody waits for the outcome
      fail(ErrorCode.INTERNAL, "The host failed with " + e.getClass().getSimpleName() + ".", e);
    } finally {
      release();
    }
  }

  private void handOver(Signal signal) throws InterruptedException {
    if (outcome.isDone()) {
      return;
    }
    LogContext.heard(signal);
    for (Effect effect : machine.step(signal)) {
      if (outcome.isDone()) {
        return;
      }
      carryOut(effect);
    }
  }

  /** Not left to the loop alone, which may hang in the machine. */
  private void release() {
    works.abandonAll();
    inbox.timers().clearAll();
    clock.shutdownNow();
  }

  private void settle(Signal signal) {
    if (signal instanceof Signal.WorkDone done) {
      works.ended(done.work());
    } else if (signal instanceof Signal.WorkFailed failed) {
      works.ended(failed.work());
      note(failed.cause());
    }
  }

  /**
   * The job goes on without it and says nothing of it but a word; here is where to look for more.
   */
  private static void note(Throwable cause) {
    if (cause instanceof InterruptedException) {
      LOG.debug("Work was given up.", cause);
    } else {
      LOG.info("Work failed.", cause);
    }
  }

  private void stepHung(String reason) {
    fail(ErrorCode.GUEST_HUNG, reason, null);
    loop.interrupt();
  }

  private void carryOut(Effect effect) throws InterruptedException {
    if (effect instanceof Effect.SetTimer timer) {
      inbox.timers().set(timer.timer(), timer.delay());
    } else if (effect instanceof Effect.ClearTimer timer) {
      inbox.timers().clear(timer.timer());
    } else if (effect instanceof Effect.Work work) {
      works.start(work, inbox::add);
    } else if (effect instanceof Effect.CancelWork work) {
      works.cancel(work.work());
    } else if (effect instanceof Effect.Explain explain) {
      LOG.warn("A request was refused: {}", explain.refusal().describe());
    } else if (effect instanceof Effect.Finished finished) {
      outcome.complete(finished.outcome());
    } else {
      sinks.take(effect);
      if (effect instanceof Effect.Publish publish) {
        rounds = Math.max(rounds, publish.round());
      }
    }
  }

  /** Ends the job from outside of the machine, as the storage of its messages may have to. */
  void fail(ErrorCode code, String reason, @Nullable Throwable cause) {
    if (!outcome.isDone()) {
      failure = cause;
    }
    JobOutcome failed = new JobOutcome.Failed(code, reason, rounds);
    brokenWith = failed; // before anybody can see that it is the outcome
    boolean first = outcome.complete(failed);
    release();
    if (first) {
      onFailure.run();
    }
  }

  /** Ends everything now: interrupts the machine and all works. */
  @Override
  public void close() {
    fail(ErrorCode.INTERRUPTED, "The job was closed before its end.", null);
    loop.interrupt();
  }
}
