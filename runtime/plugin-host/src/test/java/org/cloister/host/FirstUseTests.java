package org.cloister.host;

import static org.cloister.host.HostFixture.assertFails;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.junit.jupiter.api.Test;

class FirstUseTests {
  private final AtomicInteger runs = new AtomicInteger();

  @Test
  void settle_severalThreadsAtOnce_worksOnceAndAllWait() throws Exception {
    CountDownLatch working = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    FirstUse use =
        FirstUse.owing(
            "net.jar",
            () -> {
              runs.incrementAndGet();
              working.countDown();
              await(mayEnd);
            });
    List<FutureTask<Boolean>> callers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      callers.add(
          started(
              () -> {
                use.settle();
                return use.isDone();
              }));
    }
    await(working);
    assertFalse(use.isDone());
    mayEnd.countDown();
    for (FutureTask<Boolean> caller : callers) {
      assertTrue(caller.get(20, TimeUnit.SECONDS), "returned before it was done");
    }
    assertEquals(1, runs.get());
  }

  @Test
  void settle_refused_isRefusedEachTimeAndTriedOnce() {
    FirstUse use =
        FirstUse.owing(
            "net.jar",
            () -> {
              runs.incrementAndGet();
              throw new CloisterException(ErrorCode.NATIVE_UNAVAILABLE, "It does not start.");
            });
    for (int i = 0; i < 2; i++) {
      assertFails(ErrorCode.NATIVE_UNAVAILABLE, "It does not start.", use::settle);
    }
    assertEquals(1, runs.get());
    assertFalse(use.isDone());
  }

  @Test
  void settle_workThatWasInterrupted_isTriedAgain() {
    FirstUse use =
        FirstUse.owing(
            "net.jar",
            () -> {
              if (runs.incrementAndGet() == 1) {
                throw new CloisterException(ErrorCode.INTERRUPTED, "Stopped.");
              }
            });
    assertFails(ErrorCode.INTERRUPTED, "Stopped.", use::settle);
    use.settle();
    use.settle();
    assertEquals(2, runs.get());
  }

  @Test
  void settle_interruptedWhileAnotherWorks_endsAtOnce() throws Exception {
    CountDownLatch working = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    FirstUse use =
        FirstUse.owing(
            "net.jar",
            () -> {
              working.countDown();
              await(mayEnd);
            });
    FutureTask<Boolean> worker =
        started(
            () -> {
              use.settle();
              return true;
            });
    await(working);
    Thread.currentThread().interrupt();
    assertFails(ErrorCode.INTERRUPTED, "net.jar was interrupted", use::settle);
    assertTrue(Thread.interrupted(), "the interrupt must stay visible");
    mayEnd.countDown();
    assertTrue(worker.get(20, TimeUnit.SECONDS));
  }

  private static FutureTask<Boolean> started(Callable<Boolean> call) {
    FutureTask<Boolean> task = new FutureTask<>(call);
    Thread thread = new Thread(task, "caller");
    thread.setDaemon(true);
    thread.start();
    return task;
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(20, TimeUnit.SECONDS), "waited in vain");
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
