package org.cloister.node;

import static org.cloister.node.DriverBench.SOON;
import static org.cloister.node.DriverBench.append;
import static org.cloister.node.DriverBench.code;
import static org.cloister.node.DriverBench.run;
import static org.cloister.node.DriverBench.send;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DriverTests {
  private final DriverBench bench = new DriverBench();

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
    assertEquals("end", Scripted.reason(run(bench.driver(machine))));
    assertEquals(List.of("append 1", "send a", "append 2", "send b"), bench.done);
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
    Driver driver = bench.driver(machine);
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
    driver[0] = bench.driver(machine);
    assertEquals("timers", Scripted.reason(run(driver[0])));
    assertEquals(
        List.of(
            new Signal.Begin(),
            new Signal.StopRequested("now"),
            new Signal.TimerFired(2),
            new Signal.TimerFired(4)),
        machine.signals);
  }

  @SuppressWarnings("InfiniteRecursion")
  static int depth(int d) {
    return depth(d + 1) + 1;
  }

  @Test
  void machine_throws_endsAsInternalFailure() throws Exception {
    IllegalStateException thrown = new IllegalStateException("secret");
    Driver driver =
        bench.driver(
            new Scripted(
                signal -> {
                  throw thrown;
                }));
    JobOutcome outcome = run(driver);
    assertEquals(ErrorCode.INTERNAL, code(outcome));
    assertFalse(outcome.toString().contains("secret"));
    assertSame(thrown, driver.failure());
    assertEquals(
        ErrorCode.INTERNAL, code(run(bench.driver(new Scripted(s -> List.of(depthOf()))))));
    assertEquals(ErrorCode.INTERNAL, code(run(bench.driver(new Scripted(signal -> null)))));
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
    Driver driver = bench.driver(machine, event -> {}, Duration.ofMillis(50));
    driver.start();
    assertEquals(ErrorCode.GUEST_HUNG, code(driver.await(SOON)));
    late.release();
    returned.acquire();
    driver.close();
    assertEquals(ErrorCode.GUEST_HUNG, code(driver.await(SOON)));
    assertEquals(List.of(), bench.done);
  }

  @Test
  void append_fails_endsWithItsCodeBeforeLaterEffects() throws Exception {
    HistoryLog full =
        event -> {
          throw new CloisterException(ErrorCode.STORAGE_FULL, "The disk must have room.");
        };
    Scripted machine = new Scripted(signal -> List.of(send("a"), append(1), send("b")));
    assertEquals(ErrorCode.STORAGE_FULL, code(run(bench.driver(machine, full, SOON))));
    assertEquals(List.of("send a"), bench.done);
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
    Driver driver = bench.driver(machine);
    driver.start();
    started.acquire();
    assertEquals(3, bench.permits.availablePermits());
    driver.stop("enough");
    assertEquals("stopped", Scripted.reason(driver.await(SOON)));
    interrupted.acquire();
    Waiting.until(() -> bench.permits.availablePermits() == 4);
    assertEquals(new Signal.StopRequested("enough"), machine.signals.get(1));
    driver.close();
  }

  @Test
  void stop_beforeTheStart_comesAfterBegin() throws Exception {
    Scripted machine =
        new Scripted(
            signal ->
                signal instanceof Signal.Begin ? List.of() : List.of(Scripted.finish("stopped")));
    Driver driver = bench.driver(machine);
    driver.stop("early");
    run(driver);
    assertEquals(List.of(new Signal.Begin(), new Signal.StopRequested("early")), machine.signals);
  }

  @Test
  void await_noEndInTime_isATimeoutAndCloseEndsIt() throws Exception {
    Driver driver = bench.driver(new Scripted(signal -> List.of()));
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
    Driver driver = bench.driver(new Scripted(signal -> List.of(Scripted.finish("end"))));
    assertTrue(driver.outcome().cancel(true));
    assertEquals("end", Scripted.reason(run(driver)));
  }
}
