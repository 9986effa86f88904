package org.cloister.node;

import org.cloister.engine.Checkpoint;
import org.cloister.engine.SiteMemory;

/**
 * Where a party keeps what it goes on from after a crash: a coordinator its checkpoints, a site
 * what it remembers. Each party has one of its own; a site's is the site's secret.
 */
public interface StateSink {

  /**
   * Keeps a checkpoint; durable when this returns.
   *
   * @throws org.cloister.model.CloisterException with a code of storage if it cannot be; the job
   *     then fails
   */
  void save(Checkpoint checkpoint);

  /**
   * Keeps what a site remembers since it committed {@code ask}; durable when this returns.
   *
   * @throws org.cloister.model.CloisterException as {@link #save}
   */
  void remember(long ask, SiteMemory memory);

  /** Keeps nothing: the job cannot be gone on with. */
  static StateSink none() {
    return new StateSink() {
      @Override
      public void save(Checkpoint checkpoint) {}

      @Override
      public void remember(long ask, SiteMemory memory) {}
    };
  }
}
