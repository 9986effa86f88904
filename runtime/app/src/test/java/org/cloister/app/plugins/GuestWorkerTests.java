package org.cloister.app.plugins;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class GuestWorkerTests {

  private static final Duration LONG = Duration.ofSeconds(20);

  @Test
  void call_twice_isOnTheSameThread() {
    try (GuestWorker worker = new GuestWorker()) {
      Thread first = worker.call("One", LONG, Thread::currentThread);

      assertSame(first, worker.call("Two", LONG, Thread::currentThread));
      assertTrue(first.isDaemon());
    }
  }

  @Test
  void call_hangs_endsAtTheLimit() {
    try (GuestWorker worker = new GuestWorker()) {
      CloisterException e =
          assertThrows(
              CloisterException.class,
              () ->
                  worker.call(
                      "Spinning",
                      Duration.ofMillis(200),
                      () -> {
                        while (!worker.isStopped()) {
                          Thread.onSpinWait();
                        }
                        return 1;
                      }));

      assertEquals(ErrorCode.GUEST_HUNG, e.code());
      worker.stop();
    }
  }

  @Test
  void call_throws_isOursOrAPluginsFailure() {
    try (GuestWorker worker = new GuestWorker()) {
      assertEquals(
          ErrorCode.DATA_EMPTY,
          thrown(worker, new CloisterException(ErrorCode.DATA_EMPTY, "none")).code());
      CloisterException failed = thrown(worker, new IllegalStateException("row 17"));
      assertEquals(ErrorCode.PLUGIN_FAILED, failed.code());
      assertTrue(!failed.getMessage().contains("row 17"), failed.getMessage());
      assertEquals(1, worker.call("After", LONG, () -> 1));
    }
  }

  private static CloisterException thrown(GuestWorker worker, RuntimeException e) {
    return assertThrows(
        CloisterException.class,
        () ->
            worker.call(
                "Calling",
                LONG,
                () -> {
                  throw e;
                }));
  }

  @Test
  void stop_whileACallWaits_endsItAndRefusesMore() throws InterruptedException {
    GuestWorker worker = new GuestWorker();
    CountDownLatch begun = new CountDownLatch(1);
    Thread stopper =
        new Thread(
            () -> {
              try {
                begun.await();
                worker.stop();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    stopper.start();

    CloisterException e =
        assertThrows(
            CloisterException.class,
            () ->
                worker.call(
                    "Waiting",
                    LONG,
                    () -> {
                      begun.countDown();
                      new CountDownLatch(1).await();
                      return 1;
                    }));

    stopper.join();
    assertEquals(ErrorCode.INTERRUPTED, e.code());
    assertEquals(
        ErrorCode.INTERRUPTED,
        assertThrows(CloisterException.class, () -> worker.call("More", LONG, () -> 1)).code());
  }
}
