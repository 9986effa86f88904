package org.cloister.engine.site;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;
import org.cloister.engine.Effect;
import org.cloister.engine.EffectQueue;
import org.cloister.engine.Message;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;

/**
 * Answers the coordinator's messages of a draw one by one, outside the machine because the journal
 * is on a disk; whatever comes meanwhile waits, in order. Belongs to the machine's thread.
 */
final class SiteDrawing {
  /** For one answer: a few entries of a journal and hashing. */
  private static final Duration LIMIT = Duration.ofMinutes(2);

  /** More than a coordinator says while a site writes down one answer. */
  private static final int MOST_WAITING = 1 << 10;

  private final EffectQueue effects;
  private final SiteGroups groups;
  private final Consumer<Message> reply;
  private final Consumer<Message> deliver;
  private final Consumer<Throwable> failed;
  private final Deque<Message> waiting = new ArrayDeque<>();
  private boolean busy;
  private boolean explained;

  SiteDrawing(
      EffectQueue effects,
      SiteGroups groups,
      Consumer<Message> reply,
      Consumer<Message> deliver,
      Consumer<Throwable> failed) {
    this.effects = effects;
    this.groups = groups;
    this.reply = reply;
    this.deliver = deliver;
    this.failed = failed;
  }

  /** Whether the message waits and is delivered later. */
  boolean holds(Message message) {
    if (busy) {
      CloisterException.require(
          waiting.size() < MOST_WAITING,
          ErrorCode.MESSAGE_UNEXPECTED,
          "While groups are drawn at most "
              + MOST_WAITING
              + " messages may wait, were more; this site leaves.");
      waiting.add(message);
    }
    return busy;
  }

  /** Works on a message of the draw. */
  void take(Message.OfDraw message) {
    busy = true;
    effects.work(LIMIT, () -> groups.answer(message), this::answered, failed);
  }

  /** It hears of no session, and its people would not learn why. */
  private void explainOnce() {
    if (groups.outside() && !explained) {
      explained = true;
      effects.add(new Effect.Explain(GroupChecks.outside()));
    }
  }

  private void answered(Optional<Message> said) {
    said.ifPresent(reply);
    explainOnce();
    busy = false;
    while (!busy && !waiting.isEmpty()) {
      deliver.accept(waiting.remove());
    }
  }
}
