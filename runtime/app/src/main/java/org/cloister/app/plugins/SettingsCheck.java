package org.cloister.app.plugins;

import java.util.List;
import java.util.Optional;
import org.cloister.app.job.Job;
import org.cloister.app.job.JobDraft;
import org.cloister.app.job.PluginRef;
import org.cloister.app.yaml.Position;
import org.cloister.engine.coordinator.PreparedWorkflow;
import org.cloister.engine.data.SiteDataset;
import org.cloister.host.VersionRange;
import org.cloister.model.BatchSchema;
import org.cloister.model.CloisterException;
import org.cloister.model.DataSchema;
import org.cloister.model.ErrorCode;
import org.cloister.model.ParameterLayout;
import org.cloister.model.Placement;
import org.cloister.model.Preprocessing;
import org.cloister.model.Settings;
import org.cloister.model.Tensor;
import org.cloister.port.Configured;
import org.cloister.spi.Aggregator;
import org.cloister.spi.ModelArchitecture;

/**
 * Lets each plugin of a job look at its settings before anything starts. Role by role, so that one
 * missing plugin does not hide the mistakes at another.
 */
final class SettingsCheck {

  /** Only for looking at a trainer's settings where there is no model. */
  private static final ParameterLayout ANY =
      new ParameterLayout(List.of(new Tensor("weights", List.of(1), Placement.SHARED)));

  private final Leases leases;
  private final JobDraft draft;

  /** A check of {@code draft}; complaints go to the problems of {@code leases}. */
  SettingsCheck(Leases leases, JobDraft draft) {
    this.leases = leases;
    this.draft = draft;
  }

  void run(List<SiteFiles> sites) {
    draft
        .source()
        .ifPresent(
            ref ->
                leases
                    .take(Kind.DATA_SOURCE, ref)
                    .ifPresent(source -> new DataCheck(draft, ref, source).run(sites)));
    Optional<ParameterLayout> layout = draft.model().flatMap(this::model);
    draft
        .trainer()
        .ifPresent(
            ref ->
                leases
                    .take(Kind.TRAINER, ref)
                    .ifPresent(
                        trainer ->
                            attempt(
                                ref,
                                () ->
                                    trainer.role().contract(layout.orElse(ANY), trainer.settings()),
                                layout.isPresent())));
    draft.aggregator().ifPresent(this::aggregator);
    draft
        .aggregation()
        .filter(section -> draft.job().isEmpty())
        .ifPresent(section -> new RouteBuilder(leases, section).build());
    draft
        .job()
        .filter(
            job ->
                job.data().preparation().scope(job.data().schema()) == Preprocessing.Scope.GLOBAL)
        .ifPresent(this::statistics);
  }

  /** What the host asks by itself before anything else, where scaling or imputing is global. */
  private void statistics(Job job) {
    Settings settings = PreparedWorkflow.settings(job.data().preparation());
    PluginRef ref =
        new PluginRef(
            PreparedWorkflow.STATISTICS, VersionRange.any(), settings, job.data().origin());
    leases
        .take(Kind.WORKFLOW, ref)
        .ifPresent(found -> attempt(ref, () -> found.role().plan(settings), true));
    leases
        .take(Kind.QUERY, ref)
        .ifPresent(
            found -> attempt(ref, () -> found.role().parts(job.data().schema(), settings), true));
  }

  private Optional<ParameterLayout> model(PluginRef ref) {
    Optional<Configured<ModelArchitecture>> model = leases.take(Kind.ARCHITECTURE, ref);
    if (model.isEmpty() || draft.schema().isEmpty()) {
      return Optional.empty();
    }
    DataSchema schema = draft.schema().get();
    Optional<BatchSchema> data =
        draft
            .problems()
            .attempt(
                dataPosition(), "data", () -> SiteDataset.federated(schema, draft.preparation()));
    return data.flatMap(batch -> layout(ref, model.get(), batch));
  }

  private Position dataPosition() {
    return draft
        .job()
        .map(job -> job.data().origin().at())
        .or(() -> draft.source().map(source -> source.origin().at()))
        .orElse(Position.START);
  }

  private Optional<ParameterLayout> layout(
      PluginRef ref, Configured<ModelArchitecture> model, BatchSchema batch) {
    try {
      return Optional.of(model.role().layout(batch, batch, model.settings()));
    } catch (CloisterException e) {
      if (e.code() == ErrorCode.SCHEMA_INVALID) {
        List<String> fitting =
            leases.all(Kind.ARCHITECTURE).entrySet().stream()
                .filter(other -> fits(other.getValue(), batch))
                .map(java.util.Map.Entry::getKey)
                .toList();
        draft
            .problems()
            .add(ref.origin().at(), ref.origin().path(), e.getMessage() + fit(fitting), e.code());
      } else {
        SettingPlace.report(draft.problems(), ref, e);
      }
      return Optional.empty();
    }
  }

  private static boolean fits(ModelArchitecture other, BatchSchema batch) {
    try {
      other.layout(batch, batch, Settings.none());
      return true;
    } catch (CloisterException e) {
      return false;
    }
  }

  /** A sentence after another. */
  static String fit(List<String> fitting) {
    return fitting.isEmpty()
        ? " None that is installed fits."
        : " Installed and fitting: " + String.join(", ", fitting) + ".";
  }

  private void aggregator(PluginRef ref) {
    Optional<Configured<Aggregator>> found = leases.take(Kind.AGGREGATOR, ref);
    found.ifPresent(
        aggregator ->
            attempt(
                ref,
                () -> {
                  aggregator.role().weighting(aggregator.settings());
                  aggregator.role().needs(aggregator.settings());
                },
                true));
  }

  /** What has another cause than a setting is told only if all that it may depend on is there. */
  private void attempt(PluginRef ref, Runnable call, boolean whole) {
    try {
      call.run();
    } catch (CloisterException e) {
      if (!whole && !SettingPlace.isSetting(e)) {
        return;
      }
      SettingPlace.report(leases.problems(), ref, e);
    }
  }
}
