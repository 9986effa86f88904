package org.cloister.node;

import static org.cloister.node.DriverBench.SOON;
import static org.cloister.node.DriverBench.run;
import static org.cloister.node.DriverTests.depth;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.cloister.engine.Effect;
import org.cloister.engine.Signal;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The work that a machine hands its driver: done, failed, hung or given up. */
@Timeout(60)
class DriverWorkTests {
  private final DriverBench bench = new DriverBench();

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
    run(bench.driver(machine));
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
      run(bench.driver(machine));
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
    assertEquals("done", Scripted.reason(run(bench.driver(machine))));
    Signal.WorkFailed end = assertInstanceOf(Signal.WorkFailed.class, machine.signals.get(1));
    assertInstanceOf(StackOverflowError.class, end.cause());
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
    assertEquals("timer", Scripted.reason(run(bench.driver(machine))));
    assertEquals(3, machine.signals.size());
    Signal.WorkFailed end = assertInstanceOf(Signal.WorkFailed.class, machine.signals.get(1));
    assertEquals(ErrorCode.GUEST_HUNG, ((CloisterException) end.cause()).code());
    assertEquals(new Signal.TimerFired(1), machine.signals.get(2));
    Waiting.until(() -> bench.permits.availablePermits() == 4);
  }

  @Test
  void work_waitsForItsTurn_limitCountsFromItsStart() throws Exception {
    bench.permits.acquire(3);
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
    Driver driver = bench.driver(machine);
    // Which of the two gets the permit first is the threads' affair; both orders must end well.
    driver.start();
    assertEquals("WorkDone", Scripted.reason(driver.await(SOON)));
    driver.close();
  }

  @Test
  void work_hangs_givesItsTurnToTheNext() throws Exception {
    bench.permits.acquire(3);
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
    assertEquals("next", Scripted.reason(run(bench.driver(machine))));
    assertEquals(new Signal.WorkDone(2, "second"), machine.signals.get(2));
  }

  @Test
  void cancelWork_runningOrWaiting_isFailedOnce() throws Exception {
    bench.permits.acquire(3);
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
    assertEquals("both", Scripted.reason(run(bench.driver(machine))));
    List<Signal> ends =
        machine.signals.stream().filter(Signal.WorkFailed.class::isInstance).toList();
    assertEquals(2, ends.size());
    ends.forEach(
        end -> assertInstanceOf(InterruptedException.class, ((Signal.WorkFailed) end).cause()));
    assertEquals(1, bench.permits.availablePermits());
  }

  @Test
  void work_withoutResult_isFailed() throws Exception {
    Scripted machine =
        new Scripted(
            signal ->
                signal instanceof Signal.Begin
                    ? List.of(new Effect.Work(7, SOON, () -> null))
                    : List.of(Scripted.finish("done")));
    run(bench.driver(machine));
    assertInstanceOf(Signal.WorkFailed.class, machine.signals.get(1));
  }
}
