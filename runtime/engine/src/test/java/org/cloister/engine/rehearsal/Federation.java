package org.cloister.engine.rehearsal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.LongFunction;
import org.cloister.engine.Effect;
import org.cloister.engine.Fact;
import org.cloister.engine.JobOutcome;
import org.cloister.engine.Machine;
import org.cloister.engine.Message;
import org.cloister.engine.RoundInputs;
import org.cloister.engine.Signal;
import org.cloister.engine.wire.Encoded;
import org.cloister.engine.wire.MessageCodec;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.Model;
import org.cloister.spi.Event;

/**
 * Drives a coordinator and its participants in virtual time on one thread. Every message is encoded
 * and decoded; works run when they are asked for and come back after a delay that a test chooses;
 * messages arrive in an order that a seed chooses.
 */
final class Federation {
  static final String COORDINATOR = "coordinator";

  /** A work that throws this never comes back: it fails when its limit is over. */
  static final class Hang extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** What ends a federation that was cut off. */
  static final class Cut extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private record Delivery(long at, long order, String to, Signal signal) {}

  private final Map<String, Machine> machines = new LinkedHashMap<>();
  private final PriorityQueue<Delivery> queue =
      new PriorityQueue<>(
          Comparator.comparingLong(Delivery::at).thenComparingLong(Delivery::order));
  private final Map<String, Long> workMillis = new HashMap<>();
  private final Map<String, Map<Long, Long>> timers = new HashMap<>();
  private final SplittableRandom random;
  private final TreeSet<String> silent = new TreeSet<>();
  private long now;
  private long sent;
  private long frames;
  private long ended;
  private long effects;
  private long cut = Long.MAX_VALUE;
  private LongFunction<Fate> fates = number -> Fate.ARRIVES;

  /** What becomes of a message. */
  enum Fate {
    ARRIVES,
    LOST,
    TWICE,
    /** Later ones overtake it. */
    LATE
  }

  final List<Event> history = new ArrayList<>();
  final List<Model> published = new ArrayList<>();
  final List<RoundInputs> preserved = new ArrayList<>();
  final List<Fact> facts = new ArrayList<>();
  final Kept kept = new Kept();
  final Map<String, JobOutcome> outcomes = new HashMap<>();
  final Map<String, List<Message>> said = new HashMap<>();
  final Map<String, List<ErrorCode>> explained = new HashMap<>();

  Federation(Machine coordinator, Map<String, Machine> participants, long seed) {
    machines.put(COORDINATOR, coordinator);
    machines.putAll(participants);
    random = new SplittableRandom(seed);
  }

  /** Lets works of a party take that long. */
  Federation slow(String party, Duration duration) {
    workMillis.put(party, duration.toMillis());
    return this;
  }

  /** Loses every message of a party from now on. */
  Federation silence(String party) {
    silent.add(party);
    return this;
  }

  /** Says what becomes of each message, by its number from 0. */
  Federation fates(LongFunction<Fate> fate) {
    fates = fate;
    return this;
  }

  /** Ends everything at once, as {@code kill -9} does, after that many effects. */
  Federation cutAfter(long count) {
    cut = count;
    return this;
  }

  /** Effects carried out so far. */
  long effects() {
    return effects;
  }

  /** Signals a party at a time. */
  Federation at(Duration time, String to, Signal signal) {
    queue.add(new Delivery(time.toMillis(), sent++, to, signal));
    return this;
  }

  /** Runs until the coordinator is finished; fails if nothing happens any more before. */
  JobOutcome run() {
    for (String party : machines.keySet()) {
      queue.add(new Delivery(0, sent++, party, new Signal.Begin()));
    }
    while (!queue.isEmpty()) {
      Delivery next = queue.remove();
      now = Math.max(now, next.at());
      if (next.signal() instanceof Signal.TimerFired fired
          && timers.getOrDefault(next.to(), Map.of()).getOrDefault(fired.timer(), -1L)
              != next.order()) {
        continue; // cleared or set again
      }
      if (outcomes.containsKey(next.to())) {
        continue;
      }
      for (Effect effect : machines.get(next.to()).on(next.signal())) {
        carryOut(next.to(), effect);
      }
    }
    JobOutcome outcome = outcomes.get(COORDINATOR);
    if (outcome == null) {
      throw new AssertionError("the federation fell silent at " + now + " ms; history " + history);
    }
    return outcome;
  }

  long frames() {
    return frames;
  }

  /** The time of the last thing that happened before the coordinator was finished. */
  long millis() {
    return ended;
  }

  private void carryOut(String party, Effect effect) {
    if (effects == cut) {
      throw new Cut();
    }
    effects++;
    if (effect instanceof Effect.Send send) {
      said.computeIfAbsent(party, name -> new ArrayList<>()).add(send.message());
      if (!silent.contains(party) && machines.containsKey(send.to())) {
        Encoded bytes = MessageCodec.encode(send.message());
        Fate fate = fates.apply(frames++);
        for (int i = fate == Fate.LOST ? 2 : fate == Fate.TWICE ? 0 : 1; i < 2; i++) {
          Message copy = MessageCodec.decode(bytes.header(), bytes.floats(), bytes.ints());
          // Order between two parties is kept, as on a connection; between different pairs a seed
          // decides.
          queue.add(
              new Delivery(
                  now + (fate == Fate.LATE ? 1_000 : 1),
                  shuffled(party),
                  send.to(),
                  new Signal.Received(party, copy)));
        }
      }
    } else if (effect instanceof Effect.SetTimer set) {
      long order = sent++;
      timers.computeIfAbsent(party, name -> new HashMap<>()).put(set.timer(), order);
      queue.add(
          new Delivery(
              now + set.delay().toMillis(), order, party, new Signal.TimerFired(set.timer())));
    } else if (effect instanceof Effect.ClearTimer clear) {
      timers.computeIfAbsent(party, name -> new HashMap<>()).remove(clear.timer());
    } else if (effect instanceof Effect.Work work) {
      queue.add(work(party, work));
    } else if (effect instanceof Effect.Append append) {
      history.add(append.event());
    } else if (effect instanceof Effect.Publish publish) {
      published.add(publish.model());
    } else if (effect instanceof Effect.Save save) {
      kept.save(save.checkpoint());
    } else if (effect instanceof Effect.Remember remember) {
      kept.remember(party, remember.ask(), remember.memory());
    } else if (effect instanceof Effect.Preserve preserve) {
      preserved.add(preserve.inputs());
    } else if (effect instanceof Effect.Explain explain) {
      explained.computeIfAbsent(party, name -> new ArrayList<>()).add(explain.refusal().code());
    } else if (effect instanceof Effect.Enter enter) {
      facts.add(enter.fact());
    } else if (effect instanceof Effect.Finished finished) {
      outcomes.put(party, finished.outcome());
      ended = party.equals(COORDINATOR) ? now : ended;
    }
  }

  private final Map<String, Long> lanes = new HashMap<>();

  /**
   * Messages of one party stay in order; a seed decides which party's come first among those of one
   * instant.
   */
  private long shuffled(String party) {
    long lane = lanes.computeIfAbsent(party + "@" + now, key -> (long) random.nextInt(1 << 20));
    return (lane << 40) + sent++;
  }

  private Delivery work(String party, Effect.Work work) {
    long took = workMillis.getOrDefault(party, 0L);
    Signal signal;
    try {
      Object result = work.task().call();
      signal = new Signal.WorkDone(work.work(), result);
    } catch (Hang e) {
      took = Long.MAX_VALUE / 4;
      signal = new Signal.WorkDone(work.work(), false);
    } catch (Throwable e) {
      signal = new Signal.WorkFailed(work.work(), e);
    }
    if (took > work.limit().toMillis()) {
      took = work.limit().toMillis();
      signal =
          new Signal.WorkFailed(
              work.work(), new CloisterException(ErrorCode.GUEST_HUNG, "It took too long."));
    }
    return new Delivery(now + took, sent++, party, signal);
  }
}
