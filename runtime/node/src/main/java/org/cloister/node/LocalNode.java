package org.cloister.node;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.cloister.engine.Effect;
import org.cloister.engine.Machine;
import org.cloister.engine.Message;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.Vectors;

/**
 * One party of a local federation: its driver, and a thread each for what goes out and what comes
 * in. The driver never waits for a peer, and a receiver never waits for a sender, so that no two
 * parties can wait for each other.
 */
final class LocalNode implements AutoCloseable {
  private final MemoryTransport.Endpoint endpoint;
  private final MessageChannel channel;
  private final MessageWatch watch;
  private final PartyLedger ledger;
  private final Refusals refusals;
  private final Driver driver;
  private final Thread sender;
  private final Thread receiver;

  /** The last one is empty. */
  private final LinkedBlockingQueue<Optional<Effect.Send>> outgoing = new LinkedBlockingQueue<>();

  LocalNode(
      MemoryTransport.Endpoint endpoint,
      Machine machine,
      Vectors vectors,
      HistoryLog history,
      ModelSink models,
      StateSink states,
      Semaphore permits,
      Duration stepLimit,
      SentLog sent,
      MessageWatch watch,
      MessageSeals seals,
      PartyLedger ledger,
      Refusals refusals,
      Runnable onFailure) {
    this.endpoint = endpoint;
    this.watch = watch;
    this.ledger = ledger;
    this.refusals = refusals;
    this.channel =
        new MessageChannel(endpoint, vectors, TransferLimits.standard(), sent, seals, ledger);
    String name = endpoint.name();
    Outbox outbox =
        (to, message) -> {
          watch.said(to, message);
          ledger.said(to, message);
          outgoing.add(Optional.of(new Effect.Send(to, message)));
        };
    this.driver =
        new Driver(
            name,
            machine,
            new Sinks(outbox, history, models, states, ledger),
            permits,
            stepLimit,
            onFailure);
    ledger.attach(
        new PartyLedger.Line() {
          @Override
          public void send(String to, Message.OfLedger message) {
            outgoing.add(Optional.of(new Effect.Send(to, message)));
          }

          @Override
          public void fail(ErrorCode code, String reason) {
            driver.fail(code, reason, null);
          }
        });
    this.sender = DaemonThreads.of(name + "-send", this::send);
    this.receiver = DaemonThreads.of(name + "-receive", this::receive);
  }

  void start() {
    receiver.start();
    sender.start();
    driver.start();
  }

  Driver driver() {
    return driver;
  }

  /** Lets what was said get out, but does not wait longer than {@code limit}. */
  void finishSending(Duration limit) throws InterruptedException {
    outgoing.add(Optional.empty());
    sender.join(Math.max(1, limit.toMillis()));
  }

  private void send() {
    LogContext.party(endpoint.name());
    try {
      while (true) {
        Optional<Effect.Send> next = outgoing.take();
        if (next.isEmpty()) {
          return;
        }
        channel.send(next.get().to(), next.get().message());
      }
    } catch (InterruptedException e) {
      // The node was closed.
      return;
    } catch (Throwable e) { // reading a vector may fail in many ways, and the job waits for it
      fail(e);
    }
  }

  private void receive() {
    LogContext.party(endpoint.name());
    try {
      while (true) {
        Optional<Duration> patience = channel.patience();
        Optional<Frame> frame =
            patience.isPresent()
                ? endpoint.receive(patience.get())
                : Optional.of(endpoint.receive());
        if (frame.isPresent()) {
          String from = frame.get().from();
          hearAll(from, hear(from, () -> channel.receive(frame.get())));
        } else {
          for (String from : channel.overdue()) {
            hearAll(from, true);
          }
        }
      }
    } catch (InterruptedException e) {
      // The node was closed.
      return;
    } catch (Throwable e) { // storing a vector may fail in many ways, and the job waits for it
      fail(e);
    } finally {
      channel.close();
    }
  }

  private void hearAll(String from, boolean more) throws InterruptedException {
    while (more) {
      more = hear(from, () -> channel.next(from));
    }
  }

  /** Whether there was a message, taken or refused. */
  private boolean hear(String from, Supplier<Optional<Incoming>> next) throws InterruptedException {
    Optional<Incoming> incoming;
    try {
      incoming = next.get();
    } catch (CloisterException e) {
      if (e.code().kind() != ErrorCode.Kind.PEER) {
        throw e;
      }
      // A peer that says nonsense has said nothing: its ask runs into the deadline.
      refusals.refused(from, e.code());
      return true;
    }
    if (incoming.isEmpty()) {
      return false;
    }
    for (Message message : ledger.heard(incoming.get())) {
      watch.heard(from, message);
      driver.deliver(from, message);
    }
    return true;
  }

  private void fail(Throwable cause) {
    if (cause instanceof CloisterException e) {
      driver.fail(e.code(), String.valueOf(e.getMessage()), e);
    } else {
      driver.fail(
          ErrorCode.INTERNAL,
          "The exchange of messages failed with " + cause.getClass().getSimpleName() + ".",
          cause);
    }
  }

  @Override
  public void close() {
    driver.close();
    endpoint.close();
    sender.interrupt();
    receiver.interrupt();
  }
}
