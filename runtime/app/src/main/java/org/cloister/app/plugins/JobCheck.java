package org.cloister.app.plugins;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.cloister.app.job.Job;
import org.cloister.app.yaml.Problems;
import org.cloister.app.yaml.ProblemsFound;
import org.cloister.host.PluginHost;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.port.Assembly;
import org.cloister.spi.DataAccess;
import org.cloister.spi.WorkflowPlan;

/**
 * Whether a job's plugins are installed, fit together and take their settings; all complaints at
 * their places in the job file, before anything starts.
 */
public final class JobCheck {

  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final PluginHost host;

  /** Checks against the plugins of {@code host}. */
  public JobCheck(PluginHost host) {
    this.host = host;
  }

  /**
   * The job, ready to run.
   *
   * @param files of the sites: the settings of a data source are checked by opening them
   * @throws ProblemsFound with every problem
   * @throws CloisterException {@link ErrorCode#GUEST_HUNG} or {@link ErrorCode#PLUGIN_FAILED}
   */
  public ReadyJob ready(Job job, List<? extends DataAccess> files) {
    return Guest.call("Checking the job against its plugins", LIMIT, () -> check(job, files));
  }

  private ReadyJob check(Job job, List<? extends DataAccess> files) {
    Problems problems = new Problems(job.file());
    JobAssemblies assemblies = new JobAssemblies(host, job);
    assemblies.open(problems, Optional.empty()).ifPresent(Assembly::close);
    try (Leases leases = new Leases(host, problems, Optional.empty())) {
      // Role by role, so that one missing plugin does not hide the mistakes at another.
      new SettingsCheck(leases, job, files).run();
    }
    Leases agents = new Leases(host, problems, Optional.empty());
    boolean kept = false;
    try {
      Optional<WorkflowPlan> plan = new WorkflowBuilder(agents).build(job.workflow());
      problems.refuseAny();
      kept = true;
      return new ReadyJob(job, assemblies, plan.orElseThrow(), agents.pins(), agents::close);
    } finally {
      if (!kept) {
        agents.close();
      }
    }
  }
}
