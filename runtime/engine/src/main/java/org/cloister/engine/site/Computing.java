package org.cloister.engine.site;

import java.util.Map;
import java.util.Optional;
import org.cloister.engine.JobTerms;
import org.cloister.engine.Message;
import org.cloister.engine.round.Models;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.Model;
import org.cloister.model.Seeds;
import org.cloister.port.Assembly;
import org.cloister.spi.Computation;
import org.cloister.spi.Progress;

/** Work that needs no data, done for the coordinator. */
final class Computing {
  private Computing() {}

  static Map<String, Double> values(
      JobTerms terms,
      Assembly assembly,
      Message.Compute compute,
      Optional<Message.Broadcast> broadcast)
      throws InterruptedException {
    Computation computation = assembly.computations().get(compute.computation());
    if (computation == null) {
      throw new CloisterException(
          ErrorCode.PLUGIN_NOT_FOUND, "The job has no computation " + compute.computation() + ".");
    }
    Optional<Model> model =
        broadcast.map(
            sent ->
                Models.of(terms, assembly, sent.weights(), sent.shared(), sent.preprocessing()));
    long seed = Seeds.derive(terms.seed(), "compute", compute.round(), "", computation.id());
    return computation.compute(
        new Computation.Task(model, compute.settings(), seed, Progress.none()));
  }
}
