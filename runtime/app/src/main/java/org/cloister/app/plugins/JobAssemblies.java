package org.cloister.app.plugins;

import java.util.List;
import java.util.Optional;
import org.cloister.app.job.Job;
import org.cloister.app.yaml.Problem;
import org.cloister.app.yaml.Problems;
import org.cloister.app.yaml.ProblemsFound;
import org.cloister.guard.BundleFacts;
import org.cloister.host.AdmittedPlugin;
import org.cloister.host.PluginHost;
import org.cloister.model.CloisterException;
import org.cloister.model.PluginPin;
import org.cloister.port.AggregationRoute;
import org.cloister.port.Assemblies;
import org.cloister.port.Assembly;
import org.cloister.port.Configured;
import org.cloister.spi.DataSource;
import org.cloister.spi.EpisodeSampler;
import org.cloister.spi.ModelArchitecture;
import org.cloister.spi.Trainer;
import org.cloister.spi.protection.PrivacyMechanism;

/**
 * The plugins of one job, leased anew for each round, so that a swap takes effect between rounds.
 * Safe for concurrent use.
 */
public final class JobAssemblies implements Assemblies {

  private final PluginHost host;
  private final Job job;

  /** The plugins that {@code job} names, from {@code host}. */
  public JobAssemblies(PluginHost host, Job job) {
    this.host = host;
    this.job = job;
  }

  /** The symbolic name of the bundle behind a pin, or a part of its digest if it is gone. */
  public String bundleName(PluginPin pin) {
    return host.report().admitted().stream()
        .map(AdmittedPlugin::bundle)
        .filter(bundle -> bundle.digest().equals(pin.bundle()))
        .map(BundleFacts::symbolicName)
        .findFirst()
        .orElse(pin.bundle().abbreviated());
  }

  @Override
  public Assembly open() {
    return open(Optional.empty());
  }

  @Override
  public Assembly open(List<PluginPin> pins) {
    return open(Optional.of(pins));
  }

  private Assembly open(Optional<List<PluginPin>> exactly) {
    Problems problems = new Problems(job.file());
    try {
      Optional<Assembly> assembly = open(problems, exactly);
      problems.refuseAny();
      return assembly.orElseThrow();
    } catch (ProblemsFound e) {
      Problem first = e.problems().get(0);
      throw new CloisterException(first.code(), String.valueOf(e.getMessage()), e);
    }
  }

  /** The assembly, or nothing and every complaint at its place in the job file. */
  Optional<Assembly> open(Problems problems, Optional<List<PluginPin>> exactly) {
    Leases leases = new Leases(host, problems, exactly);
    boolean kept = false;
    try {
      Optional<Assembly> assembly = assemble(leases);
      kept = assembly.isPresent();
      return assembly;
    } finally {
      if (!kept) {
        leases.close();
      }
    }
  }

  private Optional<Assembly> assemble(Leases leases) {
    var source = leases.take(Kind.DATA_SOURCE, job.data().source());
    var architecture = leases.take(Kind.ARCHITECTURE, job.model());
    var trainer = leases.take(Kind.TRAINER, job.training().trainer());
    var privacy = job.training().privacy().flatMap(ref -> new GradientPrivacy(leases, ref).build());
    var episodes = job.training().episodes().flatMap(ref -> leases.take(Kind.EPISODES, ref));
    Optional<AggregationRoute> route =
        new RouteBuilder(leases, job.aggregation())
            .build()
            .filter(new SessionCheck(job, leases.problems())::holds);
    boolean whole =
        privacy.isPresent() == job.training().privacy().isPresent()
            && episodes.isPresent() == job.training().episodes().isPresent();
    if (source.isEmpty()
        || architecture.isEmpty()
        || trainer.isEmpty()
        || route.isEmpty()
        || !whole) {
      return Optional.empty();
    }
    return Optional.of(
        complete(
            leases,
            source.get(),
            architecture.get(),
            trainer.get(),
            privacy,
            episodes,
            route.get()));
  }

  private static Assembly complete(
      Leases leases,
      Configured<DataSource> source,
      Configured<ModelArchitecture> architecture,
      Configured<Trainer> trainer,
      Optional<Configured<PrivacyMechanism.Gradient>> privacy,
      Optional<Configured<EpisodeSampler>> episodes,
      AggregationRoute route) {
    var queries = leases.all(Kind.QUERY);
    var selectors = leases.all(Kind.SELECTOR);
    var computations = leases.all(Kind.COMPUTATION);
    var workflows = leases.all(Kind.WORKFLOW);
    List<PluginPin> pins = leases.pins();
    return new Assembly(
        pins,
        source,
        architecture,
        trainer,
        privacy,
        episodes,
        route,
        queries,
        selectors,
        computations,
        workflows,
        leases::close);
  }
}
