package org.cloister.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.cloister.engine.Effect;
import org.cloister.engine.JobOutcome;
import org.cloister.engine.Message;
import org.cloister.engine.Signal;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;
import org.cloister.model.FloatVector;
import org.cloister.model.Parts;
import org.cloister.model.Preprocessing;
import org.cloister.model.Resources;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LocalFederationTests {
  private static final List<String> SITES = List.of("a", "b", "c", "d", "e");
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Resources RESOURCES = new Resources(1, 0, 0, 0, 0);
  private static final FloatVector WEIGHTS = FloatVector.of(new float[100_000]);

  private final AtomicInteger working = new AtomicInteger();
  private final AtomicInteger mostWorking = new AtomicInteger();
  private final Set<FloatVector> seen = ConcurrentHashMap.newKeySet();

  /** Sends a model to all sites and waits until each has answered or left. */
  private static Scripted coordinator() {
    return new Scripted(
        new Function<>() {
          private final TreeSet<String> left = new TreeSet<>();
          private final TreeSet<String> answered = new TreeSet<>();
          private final Map<String, Double> values = new LinkedHashMap<>();

          @Override
          public List<Effect> apply(Signal signal) {
            if (signal instanceof Signal.Begin) {
              Message model =
                  new Message.Broadcast(
                      Digest.of("v"), WEIGHTS, Parts.none(), Preprocessing.none());
              return SITES.stream().map(s -> (Effect) new Effect.Send(s, model)).toList();
            }
            if (signal instanceof Signal.StopRequested stop) {
              return List.of(Scripted.finish(stop.reason()));
            }
            if (signal instanceof Signal.Received r && r.message() instanceof Message.Leave) {
              left.add(r.from());
            } else if (signal instanceof Signal.Received r
                && r.message() instanceof Message.Computed computed) {
              answered.add(r.from());
              values.put(r.from(), computed.values().get("length"));
            }
            if (left.size() + answered.size() < SITES.size()) {
              return List.of();
            }
            Effect end =
                new Effect.Finished(
                    new JobOutcome.Completed("left " + left, 1, Optional.empty(), values));
            return Stream.concat(
                    SITES.stream().map(s -> (Effect) new Effect.Send(s, new Message.End())),
                    Stream.of(end))
                .toList();
          }
        });
  }

  private Scripted site() {
    return new Scripted(
        signal -> {
          if (signal instanceof Signal.Received r
              && r.message() instanceof Message.Broadcast model) {
            seen.add(model.weights());
            return List.of(new Effect.Work(1, SOON, () -> length(model.weights())));
          }
          if (signal instanceof Signal.WorkDone done) {
            return List.of(
                new Effect.Send(
                    LocalFederation.COORDINATOR,
                    new Message.Computed(1, Map.of("length", (Double) done.result()), RESOURCES)));
          }
          return signal instanceof Signal.Received ? List.of(Scripted.finish("end")) : List.of();
        });
  }

  private double length(FloatVector weights) throws InterruptedException {
    mostWorking.accumulateAndGet(working.incrementAndGet(), Math::max);
    try {
      new java.util.concurrent.Semaphore(0)
          .tryAcquire(1, 20, java.util.concurrent.TimeUnit.MILLISECONDS);
      return weights.length();
    } finally {
      working.decrementAndGet();
    }
  }

  private Map<String, Scripted> sites() {
    Map<String, Scripted> sites = new LinkedHashMap<>();
    SITES.forEach(name -> sites.put(name, site()));
    return sites;
  }

  private static void assertAllAnswered(JobOutcome outcome) {
    assertEquals("left []", Scripted.reason(outcome));
    Map<String, Double> values = ((JobOutcome.Completed) outcome).values();
    assertEquals(Set.copyOf(SITES), values.keySet());
    assertEquals(Set.of(100_000.0), Set.copyOf(values.values()));
  }

  @Test
  void run_allAnswer_endsAsTheCoordinatorSays() {
    Map<String, Scripted> sites = sites();
    LocalFederation federation =
        LocalFederation.of(coordinator()).participants(sites).concurrentWorks(2).build();
    assertAllAnswered(federation.run());
    assertTrue(mostWorking.get() <= 2, "at the same time " + mostWorking);
    seen.forEach(weights -> assertNotSame(WEIGHTS, weights));
    assertEquals(SITES.size(), seen.size());
    federation.drivers().forEach((name, driver) -> assertTrue(driver.outcome().isDone(), name));
    sites.values().forEach(site -> assertEquals(4, site.signals.size()));
  }

  @Test
  void run_framesTwiceAndLate_endsTheSame() {
    for (int seed = 0; seed < 5; seed++) {
      TransportFaults faults = new TransportFaults(seed, 0, 0.3, 0.3, Duration.ofMillis(5));
      assertAllAnswered(
          LocalFederation.of(coordinator()).participants(sites()).faults(faults).build().run());
    }
  }

  @Test
  void run_participantsMachineThrows_countsAsLeft() {
    Map<String, Scripted> sites = sites();
    sites.put(
        "c",
        new Scripted(
            signal -> {
              throw new IllegalStateException("broken");
            }));
    JobOutcome outcome = LocalFederation.of(coordinator()).participants(sites).build().run();
    assertEquals("left [c]", Scripted.reason(outcome));
  }

  @Test
  void run_oneGuestHangs_othersGetTheirTurn() {
    Map<String, Scripted> sites = sites();
    sites.put(
        "a",
        new Scripted(
            signal ->
                signal instanceof Signal.Begin
                    ? List.of(
                        new Effect.Work(
                            1,
                            Duration.ofMillis(100),
                            () -> {
                              Waiting.forever();
                              return "never";
                            }))
                    : signal instanceof Signal.WorkFailed
                        ? List.of(new Effect.Send(LocalFederation.COORDINATOR, new Message.Leave()))
                        : List.of()));
    JobOutcome outcome =
        LocalFederation.of(coordinator()).participants(sites).concurrentWorks(1).build().run();
    assertEquals("left [a]", Scripted.reason(outcome));
  }

  @Test
  void stop_whileItRuns_reachesTheCoordinator() throws InterruptedException {
    LocalFederation federation = LocalFederation.of(coordinator()).build();
    Thread stopper = new Thread(() -> federation.stop("enough"));
    stopper.start();
    assertEquals("enough", Scripted.reason(federation.run()));
    stopper.join();
  }

  @Test
  void run_interrupted_endsAsInterruptedAndKeepsTheInterrupt() {
    LocalFederation federation = LocalFederation.of(coordinator()).build();
    Thread.currentThread().interrupt();
    JobOutcome outcome = federation.run();
    assertTrue(Thread.interrupted());
    assertEquals(ErrorCode.INTERRUPTED.name(), Scripted.reason(outcome));
  }

  /** A tenth of the frames is lost: what comes is in order, and a gap does not end it. */
  @Test
  void run_messagesLost_laterOnesAreHeardInOrder() {
    int all = 20;
    List<Long> heard = Collections.synchronizedList(new ArrayList<>());
    Effect end = new Effect.Send("a", new Message.End());
    Scripted coordinator =
        new Scripted(
            signal ->
                signal instanceof Signal.Begin
                    ? Stream.concat(
                            LongStream.range(0, all)
                                .mapToObj(
                                    i -> (Effect) new Effect.Send("a", new Message.Commit(i))),
                            Stream.of(
                                new Effect.SetTimer(1, MessageChannel.GAP_PATIENCE.plusSeconds(2))))
                        .toList()
                    : signal instanceof Signal.TimerFired
                        ? List.of(end, end, end, Scripted.finish("over"))
                        : List.of());
    Scripted site =
        new Scripted(
            signal -> {
              if (signal instanceof Signal.Received r
                  && r.message() instanceof Message.Commit commit) {
                heard.add(commit.ask());
              }
              return signal instanceof Signal.Received r && r.message() instanceof Message.End
                  ? List.of(Scripted.finish("end"))
                  : List.of();
            });
    TransportFaults faults = new TransportFaults(3, 0.1, 0.2, 0.3, Duration.ofMillis(20));
    LocalFederation.of(coordinator).participants(Map.of("a", site)).faults(faults).build().run();
    List<Long> inOrder = List.copyOf(heard);
    assertEquals(inOrder.stream().distinct().sorted().toList(), inOrder);
    long firstLost =
        LongStream.range(0, all).filter(i -> !inOrder.contains(i)).findFirst().orElse(all);
    assertTrue(firstLost < all, "none was lost: choose another seed");
    assertTrue(inOrder.stream().anyMatch(i -> i > firstLost), inOrder::toString);
  }
}
