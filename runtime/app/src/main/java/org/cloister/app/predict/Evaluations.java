package org.cloister.app.predict;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.cloister.app.plugins.HostStarter;
import org.cloister.app.run.StopSwitch;
import org.cloister.engine.coordinator.StreamingSum;
import org.cloister.engine.data.SessionPredictor;
import org.cloister.engine.data.SiteDataset;
import org.cloister.engine.data.SiteTable;
import org.cloister.model.BatchInput;
import org.cloister.model.CloisterException;
import org.cloister.model.Contribution;
import org.cloister.model.DataSchema;
import org.cloister.model.ErrorCode;
import org.cloister.model.Part;
import org.cloister.model.Parts;
import org.cloister.model.Settings;
import org.cloister.model.SummedUpdate;
import org.cloister.model.Target;
import org.cloister.spi.Evaluator;
import org.cloister.spi.Examples;
import org.cloister.spi.ModelSession;

/**
 * Metrics of a stored model on the rows of one table: the numbers that a run gives for a site with
 * these test rows. The table lies in memory, as it does at a site.
 */
public final class Evaluations {

  private static final Duration LIMIT = Duration.ofMinutes(30);

  private final HostStarter hosts;
  private final StopSwitch stop;

  /**
   * Evaluations.
   *
   * @param hosts starts the plugins
   * @param stop ends them early
   */
  public Evaluations(HostStarter hosts, StopSwitch stop) {
    this.hosts = hosts;
    this.stop = stop;
  }

  /**
   * The metrics.
   *
   * @param progress gets sentences for people
   */
  public EvaluationResult run(EvaluationOptions options, Consumer<String> progress) {
    try (ModelAtWork work =
        ModelAtWork.start(
            hosts, stop, options.model(), options.fitOn(), options.reading(), progress)) {
      DataSchema schema = work.model().schema();
      Map<String, Evaluator> metrics = new TreeMap<>();
      for (String id : options.metrics().isEmpty() ? usual(schema) : options.metrics()) {
        metrics.put(id, work.plugins().evaluator(id));
      }
      return work.guest().call("Evaluating", LIMIT, () -> evaluated(work, options, metrics));
    }
  }

  private static List<String> usual(DataSchema schema) {
    Target target = schema.label().orElseThrow().target();
    return switch (target) {
      case BINARY -> List.of("auc", "accuracy", "log-loss");
      case CLASS -> List.of("accuracy", "log-loss");
      case REAL, COUNT -> List.of("mse", "mae");
    };
  }

  private static EvaluationResult evaluated(
      ModelAtWork work, EvaluationOptions options, Map<String, Evaluator> metrics) {
    WholeModel model = work.model();
    AtPlace place =
        new AtPlace(
            work.stored(),
            work.plugins(),
            work.reading(),
            work.guest(),
            work.vectors(),
            sentence -> {});
    SiteTable table = place.table(work.source(), options.data(), model.schema());
    for (BatchInput input : table.batchSchema().inputs()) {
      CloisterException.require(
          !(input instanceof BatchInput.Ids ids)
              || ids.size() <= model.batches().ids(ids.name()).size(),
          ErrorCode.DATA_MALFORMED,
          "Column "
              + input.name()
              + " must have only the entities that the model knows here, has more.");
    }
    Examples examples = new SiteDataset(table, model.steps()).train();
    Map<String, Double> values = new TreeMap<>();
    try (ModelSession session = model.session(work.architecture(), WholeModel.BATCH)) {
      SessionPredictor predictor = new SessionPredictor(session, model.weights().toArray());
      // As in the job's terms: what a metric knows of the table is what the federation agreed on.
      DataSchema schema = work.stored().model().spec().schema();
      for (Evaluator metric : metrics.values()) {
        List<Part> parts = metric.parts(schema, Settings.none());
        Parts sums = metric.compute(examples, predictor, schema, Settings.none());
        SummedUpdate sum =
            StreamingSum.of(
                parts,
                work.stored().model().version(),
                List.of(new Contribution(work.stored().model().version(), 1, sums)),
                work.vectors());
        values.putAll(metric.finish(sum, schema, Settings.none()));
      }
    }
    return new EvaluationResult(values, table.trainCount(), table.rowsDropped());
  }
}
