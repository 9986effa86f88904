package org.cloister.app.run;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cloister.app.job.JobDraft;
import org.cloister.app.job.JobReader;
import org.cloister.app.plugins.JobCheck;
import org.cloister.app.plugins.ReadyJob;
import org.cloister.app.plugins.SiteFiles;
import org.cloister.engine.SiteBinding;
import org.cloister.host.PluginHost;

/**
 * Finds everything that keeps a job from starting, at once: mistakes in the job file, plugins that
 * are missing or do not fit, data and split files.
 *
 * @param draft the job with its problems so far
 * @param sites those whose data is there
 */
record Preflight(JobDraft draft, List<SiteFiles> sites) {

  /**
   * Reads the job file and looks for the sites' files; needs no plugin.
   *
   * @param seed replaces the job's
   * @param whole whether to look at all rows later
   * @throws org.cloister.app.yaml.ProblemsFound if the job file is no YAML at all
   * @throws org.cloister.model.CloisterException if it cannot be read
   */
  static Preflight of(JobInputs inputs, Optional<Long> seed, boolean whole) {
    JobDraft written = JobReader.draft(inputs.file());
    JobDraft seeded = seed.map(written::withSeed).orElse(written);
    JobDraft draft = JobSites.withData(seeded, inputs.data());
    return new Preflight(draft, JobSites.files(draft, inputs.data(), inputs.split(), whole));
  }

  /**
   * The job, ready to run.
   *
   * @throws org.cloister.app.yaml.ProblemsFound with every problem
   */
  ReadyJob ready(PluginHost host) {
    return new JobCheck(host).ready(draft, sites);
  }

  /** What is each site's own, in the order of the job. */
  Map<String, SiteBinding> bindings() {
    return JobSites.bindings(sites);
  }
}
