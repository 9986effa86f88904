package org.cloister.app.plugins;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cloister.app.job.Job;
import org.cloister.app.job.JobDraft;
import org.cloister.app.job.Origin;
import org.cloister.app.job.SiteEntry;
import org.cloister.app.job.WorkflowSection;
import org.cloister.app.yaml.Problems;
import org.cloister.app.yaml.ProblemsFound;
import org.cloister.engine.SiteBinding;
import org.cloister.engine.coordinator.AssemblyCheck;
import org.cloister.engine.data.Split;
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
   * The job, ready to run; nothing of its sites is looked at.
   *
   * @throws ProblemsFound with every problem
   * @throws CloisterException {@link ErrorCode#GUEST_HUNG} or {@link ErrorCode#PLUGIN_FAILED}
   */
  public ReadyJob ready(Job job) {
    return ready(JobDraft.of(job), List.of());
  }

  /**
   * The same, looking at the settings of the data source with the sites' files, which are in the
   * order of the job. What is in the files is the affair of each site.
   */
  public ReadyJob ready(Job job, List<? extends DataAccess> files) {
    List<SiteFiles> sites = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      SiteEntry site = job.sites().get(i);
      Split split = new Split.Fraction(job.data().testShare(), job.seed());
      SiteBinding binding = new SiteBinding(site.id(), files.get(i), split, Optional.empty());
      sites.add(new SiteFiles(site, binding, SiteFiles.Look.SETTINGS));
    }
    return ready(JobDraft.of(job), sites);
  }

  /**
   * The job, ready to run.
   *
   * @param draft with the problems that were found before
   * @param sites whose data is looked at too
   * @throws ProblemsFound with every problem, those of the draft among them
   * @throws CloisterException {@link ErrorCode#GUEST_HUNG} or {@link ErrorCode#PLUGIN_FAILED}
   */
  public ReadyJob ready(JobDraft draft, List<SiteFiles> sites) {
    return Guest.call("Checking the job against its plugins", LIMIT, () -> check(draft, sites));
  }

  private ReadyJob check(JobDraft draft, List<SiteFiles> sites) {
    Problems problems = draft.problems();
    try (Leases leases = new Leases(host, problems, Optional.empty())) {
      new SettingsCheck(leases, draft).run(sites);
    }
    Leases agents = new Leases(host, problems, Optional.empty());
    boolean kept = false;
    try {
      Optional<WorkflowPlan> plan =
          draft.workflow().flatMap(section -> plan(agents, draft, section));
      Optional<JobAssemblies> assemblies = draft.job().map(job -> new JobAssemblies(host, job));
      draft.job().ifPresent(job -> together(new JobAssemblies(host, job), job, problems));
      problems.refuseAny();
      kept = true;
      return new ReadyJob(
          draft.job().orElseThrow(),
          assemblies.orElseThrow(),
          plan.orElseThrow(),
          agents.pins(),
          agents::close);
    } finally {
      if (!kept) {
        agents.close();
      }
    }
  }

  private Optional<WorkflowPlan> plan(Leases agents, JobDraft draft, WorkflowSection section) {
    try (Leases leases = new Leases(host, draft.problems(), Optional.empty())) {
      List<String> sites = draft.sites().stream().map(SiteEntry::id).toList();
      NamedPlugins named = new NamedPlugins(leases, draft.schema(), sites);
      return new WorkflowBuilder(agents, named).build(section);
    }
  }

  /**
   * What shows only when all plugins are there; where one has complained, it would only repeat it.
   */
  private static void together(JobAssemblies assemblies, Job job, Problems problems) {
    Optional<Assembly> all = assemblies.open(problems, Optional.empty());
    all.ifPresent(
        assembly -> {
          try (assembly) {
            if (problems.isEmpty()) {
              AssemblyCheck.check(Terms.of(job), assembly);
            }
          } catch (CloisterException e) {
            Origin at = origin(job, e.code());
            problems.add(at.at(), at.path(), String.valueOf(e.getMessage()), e.code());
          }
        });
  }

  private static Origin origin(Job job, ErrorCode code) {
    return code == ErrorCode.PART_MISSING || code == ErrorCode.PROTECTION_REFUSED
        ? job.aggregation().origin()
        : job.training().trainer().origin();
  }
}
