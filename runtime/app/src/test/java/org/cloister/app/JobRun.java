package org.cloister.app;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.cloister.app.identity.JobSuite;
import org.cloister.app.identity.RunIdentities;
import org.cloister.app.job.Job;
import org.cloister.app.job.JobReader;
import org.cloister.app.job.SiteEntry;
import org.cloister.app.plugins.JobCheck;
import org.cloister.app.plugins.ReadyJob;
import org.cloister.app.run.LocalProtection;
import org.cloister.engine.JobOutcome;
import org.cloister.engine.JobTerms;
import org.cloister.engine.Machine;
import org.cloister.engine.SiteBinding;
import org.cloister.engine.coordinator.Coordinator;
import org.cloister.engine.coordinator.StartRule;
import org.cloister.engine.data.BatchOrder;
import org.cloister.engine.data.Split;
import org.cloister.engine.site.Machinery;
import org.cloister.engine.site.Participant;
import org.cloister.host.PluginHost;
import org.cloister.model.FloatVector;
import org.cloister.model.Vectors;
import org.cloister.node.HistoryLog;
import org.cloister.node.LocalFederation;
import org.cloister.node.TransportFaults;
import org.cloister.spi.DataAccess;

/**
 * A job of a file, run with what no file can name: initial weights, orders of batches, somebody who
 * watches its history.
 */
record JobRun(
    PluginHost host,
    Path file,
    Map<String, Split> splits,
    Map<String, BatchOrder> orders,
    Optional<FloatVector> initial,
    HistoryLog history,
    Map<String, UnaryOperator<Machine>> between,
    TransportFaults faults) {

  /** With all sites as they are. */
  JobRun(
      PluginHost host,
      Path file,
      Map<String, Split> splits,
      Map<String, BatchOrder> orders,
      Optional<FloatVector> initial,
      HistoryLog history) {
    this(host, file, splits, orders, initial, history, Map.of());
  }

  /** Over a transport where nothing goes wrong. */
  JobRun(
      PluginHost host,
      Path file,
      Map<String, Split> splits,
      Map<String, BatchOrder> orders,
      Optional<FloatVector> initial,
      HistoryLog history,
      Map<String, UnaryOperator<Machine>> between) {
    this(host, file, splits, orders, initial, history, between, TransportFaults.none());
  }

  /** The same over another transport. */
  JobRun over(TransportFaults transport) {
    return new JobRun(host, file, splits, orders, initial, history, between, transport);
  }

  /** The same with something between a site and the others. */
  JobRun with(String site, UnaryOperator<Machine> machine) {
    return new JobRun(host, file, splits, orders, initial, history, Map.of(site, machine), faults);
  }

  /** As the file says, with a third of each site's rows for testing. */
  static JobRun of(PluginHost host, Path file, HistoryLog history) {
    return new JobRun(host, file, Map.of(), Map.of(), Optional.empty(), history);
  }

  static JobTerms terms(Job job, Optional<FloatVector> initial) {
    return new JobTerms(
        job.name(),
        job.seed(),
        job.sites().stream().map(SiteEntry::id).toList(),
        job.data().schema(),
        job.data().preparation(),
        job.training().batchSize(),
        job.training().clipNorm(),
        job.training().episodesPerRound(),
        initial,
        Optional.empty());
  }

  JobOutcome outcome() {
    Job job = JobReader.read(file);
    JobTerms terms = terms(job, initial);
    Vectors vectors = Vectors.onHeap();
    try (ReadyJob ready = new JobCheck(host).ready(job, List.of());
        RunIdentities identities =
            RunIdentities.fresh(
                job.name(),
                terms.roster(),
                JobSuite.of(java.util.Optional.of(job.aggregation())),
                new SecureRandom())) {
      LocalProtection protection = new LocalProtection(identities);
      Map<String, Machine> sites = new LinkedHashMap<>();
      for (SiteEntry site : job.sites()) {
        sites.put(
            site.id(),
            between
                .getOrDefault(site.id(), UnaryOperator.identity())
                .apply(
                    new Participant(
                        terms,
                        new SiteBinding(
                            site.id(),
                            new OneFile(site.data()),
                            splits.getOrDefault(site.id(), new Split.Fraction(1 / 3.0, 1)),
                            Optional.ofNullable(orders.get(site.id()))),
                        ready.assemblies(),
                        protection,
                        vectors,
                        Machinery.ofThisProcess(),
                        LocalFederation.COORDINATOR)));
      }
      return LocalFederation.of(
              new Coordinator(
                  terms,
                  ready.workflow(),
                  ready.assemblies(),
                  protection,
                  vectors,
                  StartRule.withEverySite(Duration.ofHours(6))))
          .participants(sites)
          .history(history)
          .faults(faults)
          .seals(identities::seals)
          .build()
          .run();
    }
  }

  private record OneFile(Path file) implements DataAccess {
    @Override
    public List<String> names() {
      return List.of(file.getFileName().toString());
    }

    @Override
    public InputStream open(String name) {
      try {
        return new ByteArrayInputStream(Files.readAllBytes(file));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
