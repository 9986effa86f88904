package org.cloister.engine.round;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cloister.engine.Effect;
import org.cloister.engine.EffectQueue;
import org.cloister.engine.Signal;
import org.cloister.model.Bytes;
import org.cloister.spi.protection.CoordinatorSession;
import org.cloister.spi.protection.Session;
import org.cloister.spi.protection.SessionMessage;
import org.junit.jupiter.api.Test;

/** No peer puts off the end of a step, and none makes a queue grow. */
class SessionDeadlineTests {
  private static final Duration STEP = Duration.ofSeconds(10);
  private static final SessionMessage NEWS = message("news");
  private static final SessionMessage NOISE = message("noise");

  /** Two steps: says something with the first news, and waits for more. */
  private static final class TwoSteps implements CoordinatorSession {
    int heard;
    int overdue;

    @Override
    public List<SessionMessage> start() {
      return List.of();
    }

    @Override
    public List<SessionMessage> on(SessionMessage message) {
      heard++;
      return message.step().equals("news") ? List.of(message("answer")) : List.of();
    }

    @Override
    public Optional<Duration> deadline() {
      return Optional.of(STEP);
    }

    @Override
    public List<SessionMessage> deadlinePassed() {
      overdue++;
      return List.of();
    }

    @Override
    public boolean ended() {
      return overdue == 2;
    }

    @Override
    public Optional<Sum> sum() {
      return Optional.empty();
    }

    @Override
    public void close() {}
  }

  private final EffectQueue effects = new EffectQueue();
  private final TwoSteps session = new TwoSteps();
  private final List<Session> ended = new ArrayList<>();
  private final SessionQueue<CoordinatorSession> queue = queue(Optional.empty());

  private SessionQueue<CoordinatorSession> queue(Optional<Duration> longest) {
    return new SessionQueue<>(
        effects,
        Duration.ofHours(1),
        longest,
        () -> session,
        message -> {},
        ended::add,
        failure -> {
          throw new AssertionError(failure);
        });
  }

  private final List<Effect.Work> works = new ArrayList<>();
  private final List<Effect.SetTimer> timers = new ArrayList<>();

  private static SessionMessage message(String step) {
    return new SessionMessage("a", step, Bytes.empty(), Optional.empty());
  }

  private void say(SessionMessage message) {
    queue.submit(message.peer(), open -> open.on(message));
    collect();
  }

  private void collect() {
    for (Effect effect : effects.drain()) {
      if (effect instanceof Effect.Work work) {
        works.add(work);
      } else if (effect instanceof Effect.SetTimer timer) {
        timers.add(timer);
      } else if (effect instanceof Effect.ClearTimer clear) {
        timers.removeIf(timer -> timer.timer() == clear.timer());
      }
    }
  }

  private void work() throws Exception {
    while (!works.isEmpty()) {
      Effect.Work next = works.remove(0);
      next.task().call();
      effects.deliver(new Signal.WorkDone(next.work(), true));
      collect();
    }
  }

  private void begin() throws Exception {
    queue.submit(Session::start);
    collect();
    work();
    assertEquals(List.of(STEP), timers.stream().map(Effect.SetTimer::delay).toList());
  }

  private void fire() {
    Effect.SetTimer timer = timers.remove(0);
    effects.deliver(new Signal.TimerFired(timer.timer()));
    collect();
  }

  @Test
  void submit_tenThousandMessagesOfNoUse_doNotPutOffTheDeadline() throws Exception {
    begin();
    List<Effect.SetTimer> set = List.copyOf(timers);
    for (int i = 0; i < 10_000; i++) {
      say(NOISE);
      work();
    }
    assertEquals(set, timers, "the timer of the step is the one it began with");
    fire();
    work();
    assertEquals(1, session.overdue);
    assertEquals(1, timers.size(), "and has another time after that");
    fire();
    work();
    assertEquals(List.of(session), ended);
    assertEquals(List.of(), timers);
  }

  @Test
  void submit_messageThatEndsTheStep_beginsTheTimeAnew() throws Exception {
    begin();
    List<Effect.SetTimer> first = List.copyOf(timers);
    say(NEWS);
    work();
    assertEquals(1, timers.size());
    assertTrue(!timers.equals(first));
  }

  @Test
  void deadline_longerThanTheStepMayTake_isCut() {
    SessionQueue<CoordinatorSession> hasty = queue(Optional.of(Duration.ofSeconds(2)));
    hasty.submit(Session::start);
    collect();
    assertDoesNotThrow(this::work);
    assertEquals(
        List.of(Duration.ofSeconds(2)), timers.stream().map(Effect.SetTimer::delay).toList());
  }

  /** It came in time, and was only not heard yet. */
  @Test
  void deadline_whileMessagesWait_comesAfterThem() throws Exception {
    begin();
    say(NOISE);
    say(NEWS);
    fire();
    work();
    assertEquals(2, session.heard);
    assertEquals(0, session.overdue, "the step had ended when its time was over");
    fire();
    work();
    assertEquals(1, session.overdue);
  }

  @Test
  void submit_flood_keepsNoMoreThanAFewOfAPeer() throws Exception {
    begin();
    for (int i = 0; i < 10_000; i++) {
      say(NOISE);
    }
    SessionMessage other = new SessionMessage("b", "noise", Bytes.empty(), Optional.empty());
    say(other);
    work();
    assertEquals(
        1 + SessionQueue.MOST_WAITING + 1,
        session.heard,
        "the one that runs, those that" + " wait, and the other peer's");
  }
}
