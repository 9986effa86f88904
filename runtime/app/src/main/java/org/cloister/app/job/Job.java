package org.cloister.app.job;

import java.util.List;
import org.cloister.model.Digest;

/**
 * A job file, read and checked as far as it can be without its plugins.
 *
 * @param file as the person named it
 * @param name of the job
 * @param seed every seed for training derives from it
 * @param data the tables
 * @param sites who takes part, in the order of the file
 * @param model what is trained
 * @param training the local work
 * @param aggregation how updates become the next model
 * @param workflow which agents run
 * @param digest of the file's bytes
 */
public record Job(
    String file,
    String name,
    long seed,
    DataSection data,
    List<SiteEntry> sites,
    PluginRef model,
    TrainingSection training,
    AggregationSection aggregation,
    WorkflowSection workflow,
    Digest digest) {

  /** Copies the sites. */
  public Job {
    sites = List.copyOf(sites);
  }

  /** The same job with another seed. */
  public Job withSeed(long other) {
    return new Job(file, name, other, data, sites, model, training, aggregation, workflow, digest);
  }

  /** The same job with these sites. */
  public Job withSites(List<SiteEntry> others) {
    return new Job(file, name, seed, data, others, model, training, aggregation, workflow, digest);
  }
}
