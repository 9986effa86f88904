package org.cloister.app.job;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cloister.app.yaml.Fields;
import org.cloister.app.yaml.Form;
import org.cloister.app.yaml.Place;
import org.cloister.app.yaml.Problems;
import org.cloister.app.yaml.ProblemsFound;
import org.cloister.app.yaml.YamlFile;
import org.cloister.engine.data.Preparation;
import org.cloister.model.Preprocessing;

/** Reads a job file. Nothing is opened or started but the file itself. */
public final class JobReader {

  /** The format that this program reads. */
  private static final int FORMAT = 1;

  private static final Preparation USUAL =
      new Preparation(Preprocessing.Scope.SITE, Preparation.Missing.DROP_ROW, true);

  private JobReader() {}

  /**
   * The job.
   *
   * @throws ProblemsFound with every problem of the file at once
   * @throws org.cloister.model.CloisterException if it cannot be read at all
   */
  public static Job read(Path file) {
    Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
    return read(YamlFile.read(file), folder);
  }

  /**
   * What can be read of it, with its problems so far.
   *
   * @throws ProblemsFound if it is no YAML at all
   * @throws org.cloister.model.CloisterException if it cannot be read
   */
  public static JobDraft draft(Path file) {
    Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
    return draft(YamlFile.read(file), folder);
  }

  /** The job in {@code file}; paths in it are relative to {@code folder}. */
  static Job read(YamlFile file, Path folder) {
    JobDraft draft = draft(file, folder);
    draft.problems().refuseAny();
    return draft.job().orElseThrow();
  }

  /** What can be read of {@code file}; paths in it are relative to {@code folder}. */
  static JobDraft draft(YamlFile file, Path folder) {
    Problems problems = new Problems(file.name());
    return Fields.of(file.root(), Place.top(problems))
        .map(fields -> sections(fields, file, folder))
        .orElseGet(() -> draft(problems, file, folder));
  }

  /** Nothing but what can be salvaged. */
  private static JobDraft draft(Problems problems, YamlFile file, Path folder) {
    return new JobDraft(
        problems,
        Optional.empty(),
        Optional.empty(),
        USUAL,
        new Salvage(file, problems).sites(new SitesReader(folder)),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static JobDraft sections(Fields fields, YamlFile file, Path folder) {
    SitesReader sitesReader = new SitesReader(folder);
    fields.required("cloister", Form.integer(FORMAT, FORMAT));
    Optional<String> name = fields.required("name", PluginForm.ID);
    Optional<Long> seed = fields.optional("seed", Form.integer(Long.MIN_VALUE, Long.MAX_VALUE), 0L);
    Optional<DataSection> data = fields.required("data", DataReader::read);
    Optional<List<SiteEntry>> sites = fields.required("sites", sitesReader::read);
    Optional<PluginRef> model = fields.required("model", PluginForm.REFERENCE);
    Optional<TrainingReader.Found> training = fields.required("training", TrainingReader::read);
    Optional<AggregationSection> aggregation =
        fields.required(
            "aggregation", new AggregationReader(sites.map(List::size).orElse(0))::read);
    Optional<WorkflowSection> workflow = fields.required("workflow", WorkflowReader::read);
    Optional<WorkflowSection> complete =
        workflow.map(
            section -> WorkflowReader.withWork(section, training, fields.place().problems()));
    Optional<Job> job =
        fields.build(
            () ->
                new Job(
                    file.name(),
                    name.orElseThrow(),
                    seed.orElseThrow(),
                    data.orElseThrow(),
                    sites.orElseThrow(),
                    model.orElseThrow(),
                    training.orElseThrow().section(),
                    aggregation.orElseThrow(),
                    complete.orElseThrow(),
                    file.digest()));
    Salvage salvage = new Salvage(file, fields.place().problems());
    return new JobDraft(
        fields.place().problems(),
        job,
        data.map(DataSection::schema).or(salvage::schema),
        data.map(DataSection::preparation).orElse(USUAL),
        sites.orElseGet(() -> salvage.sites(sitesReader)),
        data.map(DataSection::source).or(() -> salvage.plugin(Set.of(), "data", "source")),
        model.or(() -> salvage.plugin(Set.of(), "model")),
        training
            .map(found -> found.section().trainer())
            .or(() -> salvage.plugin(TrainingReader.OWN, "training")),
        aggregation
            .map(AggregationSection::aggregator)
            .or(() -> salvage.plugin(AggregationReader.OWN, "aggregation")),
        aggregation,
        complete.or(
            () -> salvage.plugin(Set.of("agents"), "workflow").map(WorkflowSection.Whole::new)));
  }
}
