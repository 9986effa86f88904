package org.cloister.node;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import org.cloister.engine.Effect;
import org.cloister.engine.JobOutcome;
import org.cloister.engine.Message;
import org.cloister.model.ErrorCode;
import org.cloister.spi.Event;

/** What a driver under test is given, and what it did with it. */
final class DriverBench {
  static final Duration SOON = Duration.ofSeconds(30);

  final List<String> done = new CopyOnWriteArrayList<>();

  final Semaphore permits = new Semaphore(4, true);

  Driver driver(Scripted machine) {
    return driver(machine, event -> done.add("append " + event.round()), SOON);
  }

  Driver driver(Scripted machine, HistoryLog history, Duration stepLimit) {
    return new Driver(
        "test",
        machine,
        (to, message) -> done.add("send " + to),
        history,
        (round, model) -> done.add("publish " + round),
        permits,
        stepLimit);
  }

  static JobOutcome run(Driver driver) throws Exception {
    try (driver) {
      driver.start();
      return driver.await(SOON);
    }
  }

  static Effect.Send send(String to) {
    return new Effect.Send(to, new Message.End());
  }

  static Effect.Append append(int round) {
    return new Effect.Append(new Event.Joined(round, "site"));
  }

  static ErrorCode code(JobOutcome outcome) {
    return assertInstanceOf(JobOutcome.Failed.class, outcome).code();
  }
}
