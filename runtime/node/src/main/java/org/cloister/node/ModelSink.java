package org.cloister.node;

import org.cloister.model.Model;

/** Where the models of a job are published. */
public interface ModelSink {

  /**
   * Publishes the current model; durable when this returns.
   *
   * @param round that it came of
   * @throws org.cloister.model.CloisterException with a code of storage if it cannot be; the job
   *     then fails
   */
  void publish(int round, Model model);

  /** Keeps nothing: participants publish no models, and the outcome has the last one. */
  static ModelSink none() {
    return (round, model) -> {};
  }
}
