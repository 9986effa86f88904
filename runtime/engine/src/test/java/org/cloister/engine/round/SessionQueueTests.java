package org.cloister.engine.round;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.cloister.engine.Effect;
import org.cloister.engine.EffectQueue;
import org.cloister.engine.Signal;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.spi.protection.CoordinatorSession;
import org.cloister.spi.protection.Session;
import org.cloister.spi.protection.SessionMessage;
import org.junit.jupiter.api.Test;

class SessionQueueTests {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  /** Its start does not return before a test lets it. */
  private static final class Hanging implements CoordinatorSession {
    final CountDownLatch entered = new CountDownLatch(1);
    final CountDownLatch let = new CountDownLatch(1);
    final CountDownLatch closed = new CountDownLatch(1);

    @Override
    public List<SessionMessage> start() {
      entered.countDown();
      boolean interrupted = false;
      while (let.getCount() > 0) { // a guest that does not listen to interrupts
        try {
          let.await();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      return List.of();
    }

    @Override
    public List<SessionMessage> on(SessionMessage message) {
      return List.of();
    }

    @Override
    public Optional<Duration> deadline() {
      return Optional.empty();
    }

    @Override
    public List<SessionMessage> deadlinePassed() {
      return List.of();
    }

    @Override
    public boolean ended() {
      return false;
    }

    @Override
    public Optional<Sum> sum() {
      return Optional.empty();
    }

    @Override
    public void close() {
      closed.countDown();
    }
  }

  private final EffectQueue effects = new EffectQueue();
  private final Hanging session = new Hanging();
  private final List<Throwable> failures = new ArrayList<>();
  private final SessionQueue<CoordinatorSession> queue =
      new SessionQueue<>(
          effects,
          LIMIT,
          Optional.of(LIMIT),
          () -> session,
          message -> {},
          ended -> {},
          failures::add);

  /** Begins the call that hangs; gives the number of its work. */
  private long hang() throws Exception {
    queue.submit(Session::start);
    Effect.Work work =
        (Effect.Work)
            effects.drain().stream()
                .filter(Effect.Work.class::isInstance)
                .findFirst()
                .orElseThrow();
    Thread guest = new Thread(() -> call(work));
    guest.setDaemon(true);
    guest.start();
    assertTrue(session.entered.await(10, TimeUnit.SECONDS));
    return work.work();
  }

  private static void call(Effect.Work work) {
    try {
      work.task().call();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void failed_callThatHangs_isReportedAtOnceAndClosesItsSessionWhenItReturns() throws Exception {
    long work = hang();
    Signal hung =
        new Signal.WorkFailed(work, new CloisterException(ErrorCode.GUEST_HUNG, "It hangs."));
    assertTimeoutPreemptively(LIMIT, () -> effects.deliver(hung));
    assertEquals(1, failures.size());
    assertEquals(1, session.closed.getCount(), "a session belongs to one thread");
    session.let.countDown();
    assertTrue(session.closed.await(10, TimeUnit.SECONDS));
  }

  @Test
  void close_whileACallRuns_doesNotWaitForIt() throws Exception {
    hang();
    assertTimeoutPreemptively(LIMIT, queue::close);
    effects.cancelAll(); // as a machine does at its end
    session.let.countDown();
    assertTrue(session.closed.await(10, TimeUnit.SECONDS));
  }
}
