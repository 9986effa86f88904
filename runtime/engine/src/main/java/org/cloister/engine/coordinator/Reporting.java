package org.cloister.engine.coordinator;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.cloister.engine.Fact;
import org.cloister.engine.round.RoundParts;
import org.cloister.model.Part;
import org.cloister.model.SummedUpdate;
import org.cloister.spi.DataQuery;
import org.cloister.spi.SiteTask;
import org.cloister.spi.SumQuery;

/** Makes results of what sites answered: of a query its values, of a training its loss. */
final class Reporting {
  private final Job job;
  private final Commitments commitments;
  private final Consumer<Throwable> failure;

  Reporting(Job job, Commitments commitments, Consumer<Throwable> failure) {
    this.job = job;
    this.commitments = commitments;
    this.failure = failure;
  }

  /** Finishes a query, which may take a while. */
  void query(
      String node,
      SiteTask.Query asked,
      Collected collected,
      Consumer<Map<String, Double>> report) {
    SumQuery query = RoundParts.sumQuery(job.assembly(), asked.query());
    job.effects.work(
        Job.GUEST_LIMIT,
        () -> results(query, asked, collected),
        values -> {
          job.enter(
              new Fact.Evaluated(
                  job.round,
                  node,
                  Optional.of(collected.base()).filter(base -> !base.equals(job.termsDigest)),
                  collected.answers(),
                  collected.agreed(),
                  values));
          commitments.commit(collected);
          report.accept(values);
        },
        failure);
  }

  /** Keeps a training for whoever aggregates it; the one before of that node is forgotten. */
  void training(
      Frame frame, String node, Collected collected, Consumer<Map<String, Double>> report) {
    job.uncommitted.addAll(collected.counted());
    Collected before = frame.trainings.put(node, collected);
    if (before != null) {
      commitments.forget(List.of(before));
    }
    report.accept(loss(collected));
  }

  /** Lets the agents of a workflow see results, by their plain names and by those of the node. */
  void show(Frame frame, String node, SiteTask task, Map<String, Double> values) {
    Map<String, Double> ofAll = new TreeMap<>(values);
    if (!asksForData(task)) { // there a column may be named "sites"
      ofAll.keySet().removeIf(SiteResults::ofSite);
    }
    // The plain names last: a name with its node in front may be another's plain name.
    ofAll.forEach((name, value) -> frame.values.put(node + "." + name, value));
    frame.values.putAll(ofAll);
  }

  /** Whether the work is a question about data, and not about a model. */
  boolean asksForData(SiteTask task) {
    return task instanceof SiteTask.Query asked
        && RoundParts.sumQuery(job.assembly(), asked.query()) instanceof DataQuery;
  }

  private Map<String, Double> results(SumQuery query, SiteTask.Query asked, Collected collected) {
    Map<String, Double> results =
        new TreeMap<>(
            SiteResults.of(
                job.assembly(),
                query,
                asked.settings(),
                job.terms.schema(),
                collected,
                job.vectors));
    results.putAll(
        query.finish(
            collected.sum(collected.parts(), job.vectors), job.terms.schema(), asked.settings()));
    return results;
  }

  private Map<String, Double> loss(Collected collected) {
    List<Part> lossOnly =
        collected.parts().stream().filter(part -> part.name().equals(Part.TRAINING_LOSS)).toList();
    SummedUpdate sum = collected.sum(lossOnly, job.vectors);
    return sum.weightSum() > 0 && !lossOnly.isEmpty()
        ? Map.of("loss", sum.meanScalar(Part.TRAINING_LOSS))
        : Map.of();
  }
}
