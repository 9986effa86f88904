package org.cloister.app.plugins;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class GuestTests {

  private static final Duration LONG = Duration.ofSeconds(60);

  @Test
  void call_returns_givesTheResult() {
    assertEquals(7, Guest.call("x", LONG, () -> 7));
  }

  @Test
  @Timeout(30)
  void call_hangsAndIgnoresInterrupts_isLeftBehindOnADaemonThread() {
    AtomicReference<Thread> guest = new AtomicReference<>();
    CountDownLatch never = new CountDownLatch(1);

    CloisterException hung =
        assertThrows(
            CloisterException.class,
            () ->
                Guest.call(
                    "x",
                    Duration.ofMillis(200),
                    () -> {
                      guest.set(Thread.currentThread());
                      while (true) {
                        try {
                          never.await();
                        } catch (InterruptedException e) {
                          assertFalse(Thread.currentThread().isInterrupted()); // hostile: goes on
                        }
                      }
                    }));

    assertEquals(ErrorCode.GUEST_HUNG, hung.code());
    assertTrue(guest.get().isAlive());
    assertTrue(guest.get().isDaemon());
  }

  @Test
  void call_throwsItsOwn_isAPluginsFailureWithoutItsText() {
    CloisterException failed =
        assertThrows(
            CloisterException.class,
            () ->
                Guest.call(
                    "x",
                    LONG,
                    () -> {
                      throw new IllegalStateException("patient 4711");
                    }));

    assertEquals(ErrorCode.PLUGIN_FAILED, failed.code());
    assertFalse(failed.getMessage().contains("4711"));
  }

  @Test
  void call_throwsOurs_passesItOn() {
    CloisterException ours = new CloisterException(ErrorCode.USAGE, "x");

    assertSame(
        ours,
        assertThrows(
            CloisterException.class,
            () ->
                Guest.call(
                    "x",
                    LONG,
                    () -> {
                      throw ours;
                    })));
  }
}
