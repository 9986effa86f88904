package org.cloister.app.plugins;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.cloister.app.job.Job;
import org.cloister.app.job.PluginRef;
import org.cloister.engine.coordinator.PreparedWorkflow;
import org.cloister.engine.data.SiteDataset;
import org.cloister.host.VersionRange;
import org.cloister.model.BatchSchema;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.ParameterLayout;
import org.cloister.model.Preprocessing;
import org.cloister.model.Settings;
import org.cloister.port.Configured;
import org.cloister.spi.Aggregator;
import org.cloister.spi.DataAccess;
import org.cloister.spi.DataSource;
import org.cloister.spi.ModelArchitecture;
import org.cloister.spi.RawExamples;
import org.cloister.spi.Trainer;

/** Lets each plugin of a job look at its settings before anything starts. */
final class SettingsCheck {

  private final Leases leases;
  private final Job job;
  private final List<? extends DataAccess> files;

  /** A check of {@code job}, whose sites have these files. */
  SettingsCheck(Leases leases, Job job, List<? extends DataAccess> files) {
    this.leases = leases;
    this.job = job;
    this.files = files;
  }

  void run() {
    leases.take(Kind.DATA_SOURCE, job.data().source()).ifPresent(this::source);
    Optional<ParameterLayout> layout =
        leases.take(Kind.ARCHITECTURE, job.model()).flatMap(this::model);
    leases
        .take(Kind.TRAINER, job.training().trainer())
        .ifPresent(trainer -> layout.ifPresent(of -> trainer(trainer, of)));
    leases.take(Kind.AGGREGATOR, job.aggregation().aggregator()).ifPresent(this::aggregator);
    if (job.data().preparation().scope(job.data().schema()) == Preprocessing.Scope.GLOBAL) {
      statistics();
    }
  }

  /** What the host asks by itself before anything else, where scaling or imputing is global. */
  private void statistics() {
    Settings settings = PreparedWorkflow.settings(job.data().preparation());
    PluginRef ref =
        new PluginRef(
            PreparedWorkflow.STATISTICS, VersionRange.any(), settings, job.data().origin());
    leases
        .take(Kind.WORKFLOW, ref)
        .ifPresent(found -> attempt(ref, () -> found.role().plan(settings)));
    leases
        .take(Kind.QUERY, ref)
        .ifPresent(found -> attempt(ref, () -> found.role().parts(job.data().schema(), settings)));
  }

  /** Broken data is a site's own affair and makes it a dropout; wrong settings are the job's. */
  private void source(Configured<DataSource> source) {
    for (DataAccess access : files) {
      try (RawExamples rows = source.role().open(access, job.data().schema(), source.settings())) {
        rows.schema();
      } catch (CloisterException e) {
        if (e.code() == ErrorCode.SETTING_INVALID || e.code() == ErrorCode.SETTING_UNKNOWN) {
          SettingPlace.report(leases.problems(), job.data().source(), e);
          return;
        }
      }
    }
  }

  private Optional<ParameterLayout> model(Configured<ModelArchitecture> model) {
    return attempt(
        job.model(),
        () -> {
          BatchSchema schema = SiteDataset.federated(job.data().schema(), job.data().preparation());
          return model.role().layout(schema, schema, model.settings());
        });
  }

  private void trainer(Configured<Trainer> trainer, ParameterLayout layout) {
    attempt(job.training().trainer(), () -> trainer.role().contract(layout, trainer.settings()));
  }

  private void aggregator(Configured<Aggregator> aggregator) {
    attempt(
        job.aggregation().aggregator(),
        () -> {
          aggregator.role().weighting(aggregator.settings());
          return aggregator.role().needs(aggregator.settings());
        });
  }

  private <T> Optional<T> attempt(PluginRef ref, Supplier<T> call) {
    try {
      return Optional.of(call.get());
    } catch (CloisterException e) {
      SettingPlace.report(leases.problems(), ref, e);
      return Optional.empty();
    }
  }
}
