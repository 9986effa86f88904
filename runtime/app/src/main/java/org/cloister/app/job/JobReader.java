package org.cloister.app.job;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.cloister.app.yaml.Fields;
import org.cloister.app.yaml.Form;
import org.cloister.app.yaml.Place;
import org.cloister.app.yaml.Problems;
import org.cloister.app.yaml.ProblemsFound;
import org.cloister.app.yaml.YamlFile;

/** Reads a job file. Nothing is opened or started but the file itself. */
public final class JobReader {

  /** The format that this program reads. */
  private static final int FORMAT = 1;

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

  /** The job in {@code file}; paths in it are relative to {@code folder}. */
  static Job read(YamlFile file, Path folder) {
    Problems problems = new Problems(file.name());
    Optional<Job> job =
        Fields.of(file.root(), Place.top(problems))
            .flatMap(fields -> sections(fields, file, folder));
    problems.refuseAny();
    return job.orElseThrow();
  }

  private static Optional<Job> sections(Fields fields, YamlFile file, Path folder) {
    fields.required("cloister", Form.integer(FORMAT, FORMAT));
    Optional<String> name = fields.required("name", PluginForm.ID);
    Optional<Long> seed = fields.optional("seed", Form.integer(Long.MIN_VALUE, Long.MAX_VALUE), 0L);
    Optional<DataSection> data = fields.required("data", DataReader::read);
    Optional<List<SiteEntry>> sites = fields.required("sites", new SitesReader(folder)::read);
    Optional<PluginRef> model = fields.required("model", PluginForm.REFERENCE);
    Optional<TrainingReader.Found> training = fields.required("training", TrainingReader::read);
    Optional<AggregationSection> aggregation =
        fields.required("aggregation", AggregationReader::read);
    Optional<WorkflowSection> workflow = fields.required("workflow", WorkflowReader::read);
    Optional<WorkflowSection> complete =
        workflow.map(
            section -> WorkflowReader.withWork(section, training, fields.place().problems()));
    return fields.build(
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
  }
}
