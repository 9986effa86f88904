package org.cloister.engine.site;

import java.util.List;
import java.util.Optional;
import org.cloister.engine.Message;
import org.cloister.engine.data.SessionPredictor;
import org.cloister.engine.data.SiteDataset;
import org.cloister.engine.round.RoundParts;
import org.cloister.model.Contribution;
import org.cloister.model.DataSchema;
import org.cloister.model.Digest;
import org.cloister.model.FloatVector;
import org.cloister.model.ParameterLayout;
import org.cloister.model.Part;
import org.cloister.model.Parts;
import org.cloister.spi.DataQuery;
import org.cloister.spi.Evaluator;
import org.cloister.spi.Examples;
import org.cloister.spi.ModelRef;
import org.cloister.spi.ModelSession;
import org.cloister.spi.RawExamples;
import org.cloister.spi.SiteTask;
import org.cloister.spi.SumQuery;

/** Answers a query from this site's rows. */
final class Querying {
  private Querying() {}

  static Worked answer(SiteWork work, SiteTask.Query task) {
    SumQuery query = RoundParts.sumQuery(work.assembly(), task.query());
    DataSchema schema = work.terms().schema();
    List<Part> parts = query.parts(schema, task.settings());
    Parts values =
        query instanceof Evaluator evaluator
            ? evaluate(work, task, evaluator, schema)
            : compute(work, task, (DataQuery) query);
    Digest base = work.broadcast().map(Message.Broadcast::version).orElse(work.terms().digest());
    return new Worked(parts, new Contribution(base, 1, values), Optional.empty(), work.memory(), 0);
  }

  private static Parts compute(SiteWork work, SiteTask.Query task, DataQuery query) {
    try (RawExamples rows = work.data().table().trainRows()) {
      return query.compute(rows, task.settings());
    }
  }

  private static Parts evaluate(
      SiteWork work, SiteTask.Query task, Evaluator evaluator, DataSchema schema) {
    ParameterLayout layout = work.layout();
    Message.Broadcast sent = work.verified();
    float[] weights = work.trainable(layout, sent.weights());
    if (task.model() instanceof ModelRef.Personal) {
      Optional<FloatVector> personal =
          work.assembly().trainer().role().personal(work.memory().trainer());
      if (personal.isPresent()) {
        weights = personal.get().toArray();
      }
    }
    SiteDataset data = work.data().encoded(sent.preprocessing());
    Examples examples = task.rows() == SiteTask.Rows.TRAIN ? data.train() : data.test();
    try (ModelSession session =
        work.session(layout, Math.max(SiteWork.PREDICT_BATCH, work.terms().batchSize()))) {
      return evaluator.compute(
          examples, new SessionPredictor(session, weights), schema, task.settings());
    }
  }
}
