package org.cloister.app.plugins;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.cloister.app.job.AggregationSection;
import org.cloister.app.job.Job;
import org.cloister.app.job.PluginRef;
import org.cloister.app.job.SiteEntry;
import org.cloister.app.job.TrainingSection;
import org.cloister.app.job.WorkflowSection;
import org.cloister.engine.JobTerms;
import org.cloister.engine.data.Preparation;
import org.cloister.model.Digest;

/** What the parties of a job agree on, from its file. */
public final class Terms {

  private Terms() {}

  /** The terms of {@code job}; it starts from no base model. */
  public static JobTerms of(Job job) {
    return of(job, job.data().preparation());
  }

  /** The same where the tables become numbers by {@code preparation}. */
  public static JobTerms of(Job job, Preparation preparation) {
    return new JobTerms(
        job.name(),
        job.seed(),
        job.sites().stream().map(SiteEntry::id).toList(),
        job.data().schema(),
        preparation,
        job.training().batchSize(),
        job.training().clipNorm(),
        job.training().episodesPerRound(),
        Optional.empty(),
        Optional.empty(),
        agreed(job));
  }

  /** The plugins with their settings; which version of each is for the rounds to pin. */
  private static Map<String, Digest> agreed(Job job) {
    TrainingSection training = job.training();
    AggregationSection aggregation = job.aggregation();
    Map<String, Digest> agreed = new TreeMap<>();
    agreed.put("data.source", of(job.data().source()));
    agreed.put("model", of(job.model()));
    agreed.put("training.trainer", of(training.trainer()));
    agreed.put("training.episodes", ofOptional(training.episodes()));
    agreed.put("training.privacy", ofOptional(training.privacy()));
    agreed.put("aggregation.route", Digest.of(aggregation.route().name()));
    agreed.put("aggregation.aggregator", of(aggregation.aggregator()));
    agreed.put("aggregation.compressor", ofOptional(aggregation.compressor()));
    agreed.put("aggregation.noise", ofOptional(aggregation.noise()));
    agreed.put("aggregation.protocol", ofOptional(aggregation.protocol()));
    agreed.put("aggregation.quantizer", ofOptional(aggregation.quantizer()));
    agreed.put("aggregation.max-weight", Digest.of(Double.toString(aggregation.maxWeight())));
    agreed.put("aggregation.weights", Digest.of(aggregation.weights().name()));
    agreed.put("aggregation.group-size", Digest.of(Integer.toString(aggregation.groupSize())));
    agreed.put("workflow", of(job.workflow()));
    return agreed;
  }

  private static Digest ofOptional(Optional<PluginRef> plugin) {
    return plugin.map(Terms::of).orElseGet(() -> Digest.of("none"));
  }

  private static Digest of(PluginRef plugin) {
    StringBuilder text = new StringBuilder();
    put(text, plugin);
    return Digest.of(text.toString());
  }

  private static Digest of(WorkflowSection workflow) {
    StringBuilder text = new StringBuilder();
    if (workflow instanceof WorkflowSection.Whole whole) {
      put(text, whole.workflow());
    } else if (workflow instanceof WorkflowSection.Agents agents) {
      for (WorkflowSection.AgentEntry agent : agents.agents()) {
        put(text, agent.id());
        put(text, agent.type());
        put(text, agent.phase().name());
        put(text, Integer.toString(agent.after().size()));
        agent.after().forEach(other -> put(text, other));
      }
    }
    return Digest.of(text.toString());
  }

  private static void put(StringBuilder text, PluginRef plugin) {
    put(text, plugin.id());
    put(text, Integer.toString(plugin.settings().values().size()));
    plugin
        .settings()
        .values()
        .forEach(
            (name, value) -> {
              put(text, name);
              put(text, value);
            });
  }

  /** With its length before it, so that no two lists of texts read alike. */
  private static void put(StringBuilder text, String value) {
    text.append(value.length()).append(':').append(value);
  }
}
