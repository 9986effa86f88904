package org.cloister.node;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.cloister.engine.JobOutcome;
import org.cloister.engine.Machine;
import org.cloister.model.ErrorCode;
import org.cloister.model.Vectors;
import org.cloister.spi.protection.SessionMessage;

/**
 * A coordinator and its participants in one process. Each has a driver of its own, and they talk in
 * bytes alone, over {@link MemoryTransport}, as they would over a network. As many works run at the
 * same time as the machine has processors; the others wait for their turn, and their limit counts
 * from it.
 *
 * <p>{@link #run} is called once; {@link #stop} at any time from any thread.
 */
public final class LocalFederation {
  /** The name of the coordinator's endpoint. */
  public static final String COORDINATOR = SessionMessage.COORDINATOR;

  /** How long participants have to hear of the end. */
  private static final Duration PARTING = Duration.ofSeconds(5);

  private final MemoryTransport transport;
  private final LocalNode coordinator;
  private final Map<String, LocalNode> participants = new LinkedHashMap<>();

  private LocalFederation(Builder builder, Machine machine) {
    transport = new MemoryTransport(MemoryTransport.DEFAULT_QUEUE_BYTES, builder.faults);
    Semaphore permits = new Semaphore(builder.concurrentWorks, true);
    coordinator =
        new LocalNode(
            transport.open(COORDINATOR),
            machine,
            builder.vectors,
            builder.history,
            builder.models,
            builder.states.apply(COORDINATOR),
            permits,
            builder.stepLimit,
            SentLog.none(),
            builder.watch,
            builder.seals.apply(COORDINATOR),
            builder.ledgers.apply(COORDINATOR),
            builder.refusals.apply(COORDINATOR),
            () -> {});
    builder.participants.forEach(
        (site, participant) ->
            participants.put(
                site,
                new LocalNode(
                    transport.open(site),
                    participant,
                    builder.vectors,
                    new HistoryLog.InMemory(),
                    ModelSink.none(),
                    builder.states.apply(site),
                    permits,
                    builder.stepLimit,
                    builder.sent.apply(site),
                    MessageWatch.none(),
                    builder.seals.apply(site),
                    builder.ledgers.apply(site),
                    builder.refusals.apply(site),
                    () -> coordinator.driver().leave(site))));
  }

  /** A federation without participants so far. */
  public static Builder of(Machine coordinator) {
    return new Builder(coordinator);
  }

  /**
   * Runs the job to its end. If this thread is interrupted, the job ends with {@link
   * ErrorCode#INTERRUPTED} and the interrupt is kept.
   */
  public JobOutcome run() {
    try {
      participants.values().forEach(LocalNode::start);
      coordinator.start();
      JobOutcome outcome = coordinator.driver().outcome().get();
      if (!coordinator.driver().broken()) {
        part();
      }
      return outcome;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      coordinator.close();
      return coordinator.driver().outcome().join();
    } catch (ExecutionException e) {
      throw new IllegalStateException("an outcome is always a value", e);
    } finally {
      coordinator.close();
      participants.values().forEach(LocalNode::close);
      transport.close();
    }
  }

  private void part() throws InterruptedException {
    long end = System.nanoTime() + PARTING.toNanos();
    coordinator.finishSending(PARTING);
    for (LocalNode node : participants.values()) {
      try {
        node.driver()
            .await(
                Duration.ofNanos(
                    Math.max(TimeUnit.MILLISECONDS.toNanos(1), end - System.nanoTime())));
      } catch (TimeoutException e) {
        // It did not hear, or does not listen: closing ends it all the same.
        node.close();
      }
    }
  }

  /** Asks the coordinator to end early. */
  public void stop(String reason) {
    coordinator.driver().stop(reason);
  }

  /** What a participant's driver failed with is found here, by site; for the local log only. */
  public Map<String, Driver> drivers() {
    Map<String, Driver> drivers = new LinkedHashMap<>();
    drivers.put(COORDINATOR, coordinator.driver());
    participants.forEach((site, node) -> drivers.put(site, node.driver()));
    return drivers;
  }

  /** Collects what a federation consists of. Not thread-safe. */
  public static final class Builder {
    private final Machine coordinator;
    private final Map<String, Machine> participants = new LinkedHashMap<>();
    private Vectors vectors = Vectors.onHeap();
    private HistoryLog history = new HistoryLog.InMemory();
    private ModelSink models = ModelSink.none();
    private Function<String, StateSink> states = party -> StateSink.none();
    private TransportFaults faults = TransportFaults.none();
    private Function<String, SentLog> sent = site -> SentLog.none();
    private MessageWatch watch = MessageWatch.none();
    private Function<String, MessageSeals> seals = party -> MessageSeals.none();
    private Function<String, PartyLedger> ledgers = party -> PartyLedger.none();
    private Function<String, Refusals> refusals = party -> Refusals.none();
    private Duration stepLimit = Driver.DEFAULT_STEP_LIMIT;
    private int concurrentWorks = Runtime.getRuntime().availableProcessors();

    private Builder(Machine coordinator) {
      this.coordinator = coordinator;
    }

    /** Adds participants by site; each machine sends to {@link #COORDINATOR}. */
    public Builder participants(Map<String, ? extends Machine> machines) {
      participants.putAll(machines);
      return this;
    }

    /** Where vectors that come in are kept; on the heap unless something else was said. */
    public Builder vectors(Vectors value) {
      vectors = value;
      return this;
    }

    /** The coordinator's history; in memory unless something else was said. */
    public Builder history(HistoryLog value) {
      history = value;
      return this;
    }

    /** Takes the coordinator's models; nobody unless something else was said. */
    public Builder models(ModelSink value) {
      models = value;
      return this;
    }

    /**
     * Where each party keeps what it goes on from, by {@link #COORDINATOR} or site; nowhere unless
     * something else was said.
     */
    public Builder states(Function<String, StateSink> value) {
      states = value;
      return this;
    }

    /** What goes wrong between the parties; nothing unless something else was said. */
    public Builder faults(TransportFaults value) {
      faults = value;
      return this;
    }

    /** Where each site notes what leaves it; nowhere unless something else was said. */
    public Builder sent(Function<String, SentLog> value) {
      sent = value;
      return this;
    }

    /** Who watches what the coordinator says and hears; nobody unless something else was said. */
    public Builder watch(MessageWatch value) {
      watch = value;
      return this;
    }

    /**
     * Each party's own seals, by {@link #COORDINATOR} or site; none unless something else was said.
     */
    public Builder seals(Function<String, MessageSeals> value) {
      seals = value;
      return this;
    }

    /** Each party's own part in the ledger; no ledger unless something else was said. */
    public Builder ledgers(Function<String, PartyLedger> value) {
      ledgers = value;
      return this;
    }

    /** Who hears of what a party refuses from its peers; nobody unless something else was said. */
    public Builder refusals(Function<String, Refusals> value) {
      refusals = value;
      return this;
    }

    /** How long a step of a machine may take. */
    public Builder stepLimit(Duration value) {
      stepLimit = value;
      return this;
    }

    /** How many works run at the same time; at least 1. */
    public Builder concurrentWorks(int value) {
      concurrentWorks = value;
      return this;
    }

    /** The federation. */
    public LocalFederation build() {
      return new LocalFederation(this, coordinator);
    }
  }
}
