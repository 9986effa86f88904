package org.cloister.engine;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.cloister.model.CloisterException;
import org.cloister.model.Model;
import org.cloister.spi.Event;

/**
 * What a machine wants done. The driver does it in order and never calls the machine back from
 * inside.
 */
public sealed interface Effect {

  /** Send a message; delivery may fail silently. */
  record Send(String to, Message message) implements Effect {}

  /** Signal {@link Signal.TimerFired} after {@code delay}; replaces a timer of the same number. */
  record SetTimer(long timer, Duration delay) implements Effect {}

  /** Forget a timer. */
  record ClearTimer(long timer) implements Effect {}

  /**
   * Run guest code on a thread of its own and signal what came of it. The driver interrupts it
   * after {@code limit} and does not wait for it any longer.
   *
   * @param work the number to signal with
   * @param limit how long it may take
   * @param task what to run; never null results
   */
  record Work(long work, Duration limit, Callable<?> task) implements Effect {}

  /** Interrupt a work; it is signalled as failed, or as done if it returned first. */
  record CancelWork(long work) implements Effect {}

  /** Append to the job's durable history before any later effect is done. */
  record Append(Event event) implements Effect {}

  /**
   * Enter into the ledger, where there is one, before any later effect is done; if that cannot be,
   * the job ends.
   */
  record Enter(Fact fact) implements Effect {}

  /** A new current model; durable before any later effect is done. */
  record Publish(int round, Model model) implements Effect {}

  /** Where the job stands, to go on from later; durable before any later effect is done. */
  record Save(Checkpoint checkpoint) implements Effect {}

  /**
   * What a site remembers since it committed that ask, to go on from later; durable before any
   * later effect is done.
   */
  record Remember(long ask, SiteMemory memory) implements Effect {}

  /** Tell this party's own people why it did not do what it was asked for; nobody else. */
  record Explain(CloisterException refusal) implements Effect {}

  /** Keep what a candidate is made from, where somebody wants to make it again. */
  record Preserve(RoundInputs inputs) implements Effect {}

  /** The machine is done and takes no further signal. */
  record Finished(JobOutcome outcome) implements Effect {}
}
