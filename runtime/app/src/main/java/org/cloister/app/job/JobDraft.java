package org.cloister.app.job;

import java.util.List;
import java.util.Optional;
import org.cloister.app.yaml.Problems;
import org.cloister.engine.data.Preparation;
import org.cloister.model.DataSchema;

/**
 * What could be read of a job file, mistakes or not, so that one look finds the mistakes in its
 * plugins and data too.
 *
 * @param problems found so far; checks of what is here add theirs
 * @param job the whole, if nothing was wrong
 * @param schema of the data
 * @param preparation of the data; a usual one if it could not be read
 * @param sites those that could be read
 * @param source the data source
 * @param model what is trained
 * @param trainer does the local work
 * @param aggregator the rule
 * @param aggregation the whole section, if nothing in it was wrong
 * @param workflow which agents run
 */
public record JobDraft(
    Problems problems,
    Optional<Job> job,
    Optional<DataSchema> schema,
    Preparation preparation,
    List<SiteEntry> sites,
    Optional<PluginRef> source,
    Optional<PluginRef> model,
    Optional<PluginRef> trainer,
    Optional<PluginRef> aggregator,
    Optional<AggregationSection> aggregation,
    Optional<WorkflowSection> workflow) {

  /** Copies the sites. */
  public JobDraft {
    sites = List.copyOf(sites);
  }

  /** The draft of a job in which nothing was wrong. */
  public static JobDraft of(Job job) {
    return new JobDraft(
        new Problems(job.file()),
        Optional.of(job),
        Optional.of(job.data().schema()),
        job.data().preparation(),
        job.sites(),
        Optional.of(job.data().source()),
        Optional.of(job.model()),
        Optional.of(job.training().trainer()),
        Optional.of(job.aggregation().aggregator()),
        Optional.of(job.aggregation()),
        Optional.of(job.workflow()));
  }

  /** The same with these sites, in the draft and in the job. */
  public JobDraft withSites(List<SiteEntry> others) {
    return new JobDraft(
        problems,
        job.map(whole -> whole.withSites(others)),
        schema,
        preparation,
        others,
        source,
        model,
        trainer,
        aggregator,
        aggregation,
        workflow);
  }

  /** The same with another seed. */
  public JobDraft withSeed(long seed) {
    return new JobDraft(
        problems,
        job.map(whole -> whole.withSeed(seed)),
        schema,
        preparation,
        sites,
        source,
        model,
        trainer,
        aggregator,
        aggregation,
        workflow);
  }
}
