package org.cloister.spi;

import java.util.Map;
import java.util.Optional;
import org.cloister.model.Model;
import org.cloister.model.Settings;

/**
 * Work that needs no site's data, so that it runs on any able node and moves to another when that
 * one fails.
 */
public interface Computation extends Role {

  /**
   * Does the work; the same task gives the same results.
   *
   * @throws InterruptedException if it was cancelled
   */
  Map<String, Double> compute(Task task) throws InterruptedException;

  /**
   * One piece of work.
   *
   * @param model the current model, once there is one
   * @param settings of the computation
   * @param seed for whatever chance it needs
   * @param progress the line to the host
   */
  record Task(Optional<Model> model, Settings settings, long seed, Progress progress) {}
}
