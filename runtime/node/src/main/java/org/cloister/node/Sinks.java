package org.cloister.node;

import org.cloister.engine.Effect;

/**
 * Where that goes which a machine says, makes and wants kept.
 *
 * @param outbox takes its messages
 * @param history takes its events
 * @param models takes its models
 * @param states takes what to go on from
 * @param ledger takes what it has to know
 */
record Sinks(
    Outbox outbox, HistoryLog history, ModelSink models, StateSink states, PartyLedger ledger) {

  /** Takes an effect, if it is one of these. */
  void take(Effect effect) throws InterruptedException {
    if (effect instanceof Effect.Send send) {
      outbox.send(send.to(), send.message());
    } else if (effect instanceof Effect.Append append) {
      LogContext.happened(append.event());
      history.append(append.event());
    } else if (effect instanceof Effect.Enter enter) {
      ledger.enter(enter.fact());
    } else if (effect instanceof Effect.Preserve preserve) {
      ledger.preserve(preserve.inputs());
    } else if (effect instanceof Effect.Publish publish) {
      models.publish(publish.round(), publish.model());
    } else if (effect instanceof Effect.Save save) {
      states.save(save.checkpoint());
    } else if (effect instanceof Effect.Remember remember) {
      states.remember(remember.ask(), remember.memory());
    }
  }
}
