package org.cloister.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.cloister.app.run.StopSwitch;
import org.junit.jupiter.api.Test;

/** What the first and the second signal do, without a process. */
class InterruptsTests {

  private final List<String> done = new ArrayList<>();
  private final List<Runnable> later = new ArrayList<>();
  private final StopSwitch stop = new StopSwitch();
  private final Interrupts interrupts =
      new Interrupts(
          stop,
          () -> done.add("halt"),
          (delay, task) -> {
            assertEquals(Duration.ofSeconds(10), delay);
            later.add(task);
          });

  @Test
  void signal_runningJob_isStoppedOnceAndThenHalted() {
    stop.listen();
    stop.onStop(reason -> done.add("stop"));
    interrupts.signal();
    assertEquals(List.of("stop"), done);
    interrupts.signal();
    assertEquals(List.of("stop", "halt"), done);
  }

  @Test
  void signal_jobThatDoesNotEnd_isHaltedAfterTheGrace() {
    stop.listen();
    interrupts.signal();
    assertTrue(done.isEmpty());
    later.forEach(Runnable::run);
    assertEquals(List.of("halt"), done);
  }

  @Test
  void signal_nothingThatCouldBeStopped_haltsAtOnce() {
    interrupts.signal();
    assertEquals(List.of("halt"), done);
  }
}
