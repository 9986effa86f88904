package org.cloister.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.cloister.engine.Effect;
import org.cloister.engine.JobOutcome;
import org.cloister.engine.Message;
import org.cloister.engine.Signal;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.spi.Event;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DriverTests {
  private static final Duration SOON = Duration.ofSeconds(30);

  private final List<String> done = new CopyOnWriteArrayList<>();
  private final Semaphore permits = new Semaphore(4, true);

  private Driver driver(Scripted machine) {
    return driver(machine, event -> done.add("append " + event.round()), SOON);
  }

  private Driver driver(Scripted machine, HistoryLog history, Duration stepLimit) {
    return new Driver(
        "test",
        machine,
        (to, message) -> done.add("send " + to),
        history,
        (round, model) -> done.add("publish " + round),
        permits,
        stepLimit);
  }

  private JobOutcome run(Driver driver) throws Exception {
    try (driver) {
      driver.start();
      return driver.await(SOON);
    }
  }

  private static Effect.Send send(String to) {
    return new Effect.Send(to, new Message.End());
  }

  private static Effect.Append append(int round) {
    return new Effect.Append(new Event.Joined(round, "site"));
  }

  private static ErrorCode code(JobOutcome outcome) {
    return assertInstanceOf(JobOutcome.Failed.class, outcome).code();
  }

  @Test
  void effects_ofAStep_areCarriedOutInOrderUntilFinished() throws Exception {
    Scripted machine =
        new Scripted(
            signal ->
                List.of(
                    append(1),
                    send("a"),
                    append(2),
                    send("b"),
                    Scripted.finish("end"),
                    send("c"),
                    append(3)));
    assertEquals("end", Scripted.reason(run(driver(machine))));
    assertEquals(List.of("append 1", "send a", "append 2", "send b"), done);
    assertEquals(List.of(new Signal.Begin()), machine.signals);
  }

  @Test
  void deliver_fromManyThreads_comesOneAtATimeAndInOrderOfEachPeer() throws Exception {
    AtomicInteger inside = new AtomicInteger();
    int each = 3000;
    Scripted machine =
        new Scripted(
            new Function<>() {
              private int seen;

              @Override
              public List<Effect> apply(Signal signal) {
                assertEquals(1, inside.incrementAndGet());
                inside.decrementAndGet();
                boolean last = signal instanceof Signal.Received && ++seen == 3 * each;
                return last ? List.of(Scripted.finish("all")) : List.of();
              }
            });
    Driver driver = driver(machine);
    driver.start();
    for (String peer : List.of("x", "y", "z")) {
      Thread thread =
          new Thread(
              () -> {
                try {
                  for (int i = 0; i < each; i++) {
                    driver.deliver(peer, new Message.Commit(i));
                  }
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              });
      thread.start();
    }
    assertEquals("all", Scripted.reason(driver.await(SOON)));
    for (String peer : List.of("x", "y", "z")) {
      List<Message> expected =
          IntStream.range(0, each).mapToObj(i -> (Message) new Message.Commit(i)).toList();
      assertEquals(
          expected,
          machine.signals.stream()
              .filter(s -> s instanceof Signal.Received r && r.from().equals(peer))
              .map(s -> ((Signal.Received) s).message())
              .toList());
    }
    driver.close();
  }

  @Test
  void timer_setAgainOrCleared_neverComesForTheOldSetting() throws Exception {
    Driver[] driver = new Driver[1];
    Scripted machine =
        new Scripted(
            signal -> {
              if (signal instanceof Signal.Begin) {
                // Queued before the timers can fire, so that they wait behind it.
                driver[0].stop("now");
                return List.of(
                    new Effect.SetTimer(1, Duration.ZERO),
                    new Effect.SetTimer(2, Duration.ZERO),
                    new Effect.SetTimer(3, Duration.ofDays(1_000_000)));
              }
              if (signal instanceof Signal.StopRequested) {
                long until = System.nanoTime() + 100_000_000;
                while (System.nanoTime() < until) {
                  Thread.onSpinWait();
                }
                return List.of(
                    new Effect.ClearTimer(1),
                    new Effect.SetTimer(2, Duration.ofMillis(20)),
                    new Effect.ClearTimer(99));
              }
              return signal.equals(new Signal.TimerFired(2))
                  ? List.of(new Effect.SetTimer(4, Duration.ofMillis(50)))
                  : List.of(Scripted.finish("timers"));
            });
    driver[0] = driver(machine);
    assertEquals("timers", Scripted.reason(run(driver[0])));
    assertEquals(
        List.of(
            new Signal.Begin(),
            new Signal.StopRequested("now"),
            new Signal.TimerFired(2),
            new Signal.TimerFired(4)),
        machine.signals);
  }

  @Test
  void work_returns_isDoneWithItsResultOnANeutralThread() throws Exception {
    Scripted machine =
        new Scripted(
            signal ->
                signal instanceof Signal.Begin
                    ? List.of(
                        new Effect.Work(
                            7, SOON, () -> List.of(Thread.currentThread().getContextClassLoader())))
                    : List.of(Scripted.finish("done")));
    run(driver(machine));
    Signal.WorkDone end = assertInstanceOf(Signal.WorkDone.class, machine.signals.get(1));
    assertEquals(7, end.work());
    assertEquals(List.of(ClassLoader.getPlatformClassLoader()), end.result());
  }

  @Test
  void work_throwsAnything_isFailedWithThat() throws Exception {
    for (Throwable thrown :
        List.of(
            new IllegalStateException("x"),
            new LinkageError("x"),
            new OutOfMemoryError("x"),
            new StackOverflowError(),
            new Throwable("x"))) {
      Scripted machine =
          new Scripted(
              signal ->
                  signal instanceof Signal.Begin
                      ? List.of(new Effect.Work(7, SOON, () -> sneak(thrown)))
                      : List.of(Scripted.finish("done")));
      run(driver(machine));
      assertEquals(new Signal.WorkFailed(7, thrown), machine.signals.get(1));
    }
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> Object sneak(Throwable thrown) throws T {
    throw (T) thrown;
  }

  @Test
  void work_recursesWithoutEnd_isFailedAndTheDriverGoesOn() throws Exception {
    Scripted machine =
        new Scripted(
            signal ->
                signal instanceof Signal.Begin
                    ? List.of(new Effect.Work(7, SOON, () -> depth(0)))
                    : List.of(Scripted.finish("done")));
    assertEquals("done", Scripted.reason(run(driver(machine))));
    Signal.WorkFailed end = assertInstanceOf(Signal.WorkFailed.class, machine.signals.get(1));
    assertInstanceOf(StackOverflowError.class, end.cause());
  }

  @SuppressWarnings("InfiniteRecursion")
  private static int depth(int d) {
    return depth(d + 1) + 1;
  }

  @Test
  void work_hangsPastItsLimit_isFailedOnceAndItsLateResultIsIgnored() throws Exception {
    Semaphore late = new Semaphore(0);
    Semaphore returned = new Semaphore(0);
    Scripted machine =
        new Scripted(
            signal -> {
              if (signal instanceof Signal.Begin) {
                return List.of(
                    new Effect.Work(
                        7,
                        Duration.ofMillis(50),
                        () -> {
                          late.acquireUninterruptibly();
                          returned.release();
                          return "late";
                        }));
              }
              if (signal instanceof Signal.WorkFailed) {
                late.release();
                returned.acquireUninterruptibly();
                return List.of(new Effect.SetTimer(1, Duration.ofMillis(100)));
              }
              return List.of(Scripted.finish("timer"));
            });
    assertEquals("timer", Scripted.reason(run(driver(machine))));
    assertEquals(3, machine.signals.size());
    Signal.WorkFailed end = assertInstanceOf(Signal.WorkFailed.class, machine.signals.get(1));
    assertEquals(ErrorCode.GUEST_HUNG, ((CloisterException) end.cause()).code());
    assertEquals(new Signal.TimerFired(1), machine.signals.get(2));
    Waiting.until(() -> permits.availablePermits() == 4);
  }

  @Test
  void work_waitsForItsTurn_limitCountsFromItsStart() throws Exception {
    permits.acquire(3);
    Semaphore first = new Semaphore(0);
    Scripted machine =
        new Scripted(
            signal -> {
              if (signal instanceof Signal.Begin) {
                return List.of(
                    new Effect.Work(
                        1,
                        SOON,
                        () -> {
                          first.acquire();
                          return "first";
                        }),
                    new Effect.SetTimer(1, Duration.ofMillis(300)),
                    new Effect.Work(2, Duration.ofMillis(100), () -> "second"));
              }
              if (signal instanceof Signal.TimerFired) {
                first.release();
              }
              return signal.equals(new Signal.WorkDone(2, "second"))
                      || signal instanceof Signal.WorkFailed
                  ? List.of(Scripted.finish(signal.getClass().getSimpleName()))
                  : List.of();
            });
    Driver driver = driver(machine);
    // Which of the two gets the permit first is the threads' affair; both orders must end well.
    driver.start();
    assertEquals("WorkDone", Scripted.reason(driver.await(SOON)));
    driver.close();
  }

  @Test
  void work_hangs_givesItsTurnToTheNext() throws Exception {
    permits.acquire(3);
    Scripted machine =
        new Scripted(
            signal -> {
              if (signal instanceof Signal.Begin) {
                return List.of(
                    new Effect.Work(
                        1,
                        Duration.ofMillis(50),
                        () -> {
                          Waiting.forever();
                          return "never";
                        }));
              }
              return signal instanceof Signal.WorkFailed
                  ? List.of(new Effect.Work(2, SOON, () -> "second"))
                  : List.of(Scripted.finish("next"));
            });
    assertEquals("next", Scripted.reason(run(driver(machine))));
    assertEquals(new Signal.WorkDone(2, "second"), machine.signals.get(2));
  }

  @Test
  void cancelWork_runningOrWaiting_isFailedOnce() throws Exception {
    permits.acquire(3);
    AtomicInteger started = new AtomicInteger();
    Scripted machine =
        new Scripted(
            new Function<>() {
              private int ended;

              @Override
              public List<Effect> apply(Signal signal) {
                if (signal instanceof Signal.Begin) {
                  return List.of(sleeper(1), sleeper(2), new Effect.SetTimer(1, Duration.ZERO));
                }
                if (signal instanceof Signal.TimerFired) {
                  return started.get() == 0
                      ? List.of(new Effect.SetTimer(1, Duration.ofMillis(5)))
                      : List.of(new Effect.CancelWork(1), new Effect.CancelWork(2));
                }
                return ++ended == 2 ? List.of(Scripted.finish("both")) : List.of();
              }

              private Effect.Work sleeper(long work) {
                return new Effect.Work(
                    work,
                    SOON,
                    () -> {
                      started.incrementAndGet();
                      new Semaphore(0).acquire();
                      return "never";
                    });
              }
            });
    assertEquals("both", Scripted.reason(run(driver(machine))));
    List<Signal> ends =
        machine.signals.stream().filter(Signal.WorkFailed.class::isInstance).toList();
    assertEquals(2, ends.size());
    ends.forEach(
        end -> assertInstanceOf(InterruptedException.class, ((Signal.WorkFailed) end).cause()));
    assertEquals(1, permits.availablePermits());
  }

  @Test
  void work_withoutResult_isFailed() throws Exception {
    Scripted machine =
        new Scripted(
            signal ->
                signal instanceof Signal.Begin
                    ? List.of(new Effect.Work(7, SOON, () -> null))
                    : List.of(Scripted.finish("done")));
    run(driver(machine));
    assertInstanceOf(Signal.WorkFailed.class, machine.signals.get(1));
  }

  @Test
  void machine_throws_endsAsInternalFailure() throws Exception {
    IllegalStateException thrown = new IllegalStateException("secret");
    Driver driver =
        driver(
            new Scripted(
                signal -> {
                  throw thrown;
                }));
    JobOutcome outcome = run(driver);
    assertEquals(ErrorCode.INTERNAL, code(outcome));
    assertFalse(outcome.toString().contains("secret"));
    assertSame(thrown, driver.failure());
    assertEquals(ErrorCode.INTERNAL, code(run(driver(new Scripted(s -> List.of(depthOf()))))));
    assertEquals(ErrorCode.INTERNAL, code(run(driver(new Scripted(signal -> null)))));
  }

  private static Effect depthOf() {
    return send("a" + depth(0));
  }

  @Test
  void machine_stepHangs_endsAsGuestHungAndItsLateEffectsAreIgnored() throws Exception {
    Semaphore late = new Semaphore(0);
    Semaphore returned = new Semaphore(0);
    Scripted machine =
        new Scripted(
            signal -> {
              late.acquireUninterruptibly();
              returned.release();
              return List.of(send("late"));
            });
    Driver driver = driver(machine, event -> {}, Duration.ofMillis(50));
    driver.start();
    assertEquals(ErrorCode.GUEST_HUNG, code(driver.await(SOON)));
    late.release();
    returned.acquire();
    driver.close();
    assertEquals(ErrorCode.GUEST_HUNG, code(driver.await(SOON)));
    assertEquals(List.of(), done);
  }

  @Test
  void append_fails_endsWithItsCodeBeforeLaterEffects() throws Exception {
    HistoryLog full =
        event -> {
          throw new CloisterException(ErrorCode.STORAGE_FULL, "The disk must have room.");
        };
    Scripted machine = new Scripted(signal -> List.of(send("a"), append(1), send("b")));
    assertEquals(ErrorCode.STORAGE_FULL, code(run(driver(machine, full, SOON))));
    assertEquals(List.of("send a"), done);
  }

  @Test
  void finished_runningWork_isInterruptedAndGivesItsTurnBack() throws Exception {
    Semaphore started = new Semaphore(0);
    Semaphore interrupted = new Semaphore(0);
    Scripted machine =
        new Scripted(
            signal ->
                signal instanceof Signal.Begin
                    ? List.of(
                        new Effect.Work(
                            1,
                            SOON,
                            () -> {
                              started.release();
                              try {
                                return new Semaphore(0)
                                    .tryAcquire(1, 30, java.util.concurrent.TimeUnit.SECONDS);
                              } finally {
                                interrupted.release();
                                Waiting.forever();
                              }
                            }))
                    : List.of(Scripted.finish("stopped")));
    Driver driver = driver(machine);
    driver.start();
    started.acquire();
    assertEquals(3, permits.availablePermits());
    driver.stop("enough");
    assertEquals("stopped", Scripted.reason(driver.await(SOON)));
    interrupted.acquire();
    Waiting.until(() -> permits.availablePermits() == 4);
    assertEquals(new Signal.StopRequested("enough"), machine.signals.get(1));
    driver.close();
  }

  @Test
  void stop_beforeTheStart_comesAfterBegin() throws Exception {
    Scripted machine =
        new Scripted(
            signal ->
                signal instanceof Signal.Begin ? List.of() : List.of(Scripted.finish("stopped")));
    Driver driver = driver(machine);
    driver.stop("early");
    run(driver);
    assertEquals(List.of(new Signal.Begin(), new Signal.StopRequested("early")), machine.signals);
  }

  @Test
  void await_noEndInTime_isATimeoutAndCloseEndsIt() throws Exception {
    Driver driver = driver(new Scripted(signal -> List.of()));
    driver.start();
    assertThrows(TimeoutException.class, () -> driver.await(Duration.ofMillis(20)));
    driver.close();
    assertEquals(ErrorCode.INTERRUPTED, code(driver.await(SOON)));
    // Nobody takes what comes now, and nobody waits for it either.
    for (int i = 0; i < 1030; i++) {
      driver.deliver("x", new Message.End());
    }
  }

  @Test
  void outcome_completedByACaller_isNotTheDriversOutcome() throws Exception {
    Driver driver = driver(new Scripted(signal -> List.of(Scripted.finish("end"))));
    assertTrue(driver.outcome().cancel(true));
    assertEquals("end", Scripted.reason(run(driver)));
  }
}
