package org.cloister.app.predict;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.cloister.app.plugins.GuestWorker;
import org.cloister.app.plugins.ModelPlugins;
import org.cloister.app.record.StoredModel;
import org.cloister.app.run.LocalFiles;
import org.cloister.engine.data.SiteDataset;
import org.cloister.engine.data.SiteTable;
import org.cloister.engine.data.Split;
import org.cloister.model.BatchSchema;
import org.cloister.model.CloisterException;
import org.cloister.model.Column;
import org.cloister.model.DataSchema;
import org.cloister.model.ErrorCode;
import org.cloister.model.FloatVector;
import org.cloister.model.ParameterLayout;
import org.cloister.model.Preprocessing;
import org.cloister.model.Settings;
import org.cloister.model.Vectors;
import org.cloister.port.Configured;
import org.cloister.spi.DataSource;
import org.cloister.spi.ModelArchitecture;

/** Makes a stored model whole at the place where it is used. */
record AtPlace(
    StoredModel stored,
    ModelPlugins plugins,
    Settings reading,
    GuestWorker guest,
    Vectors vectors,
    Consumer<String> progress) {

  private static final Duration READING = Duration.ofMinutes(30);

  /**
   * The whole model.
   *
   * @param fitOn training rows of the place; there exactly if {@code place} lacks something
   */
  WholeModel make(
      Place place,
      Optional<Path> fitOn,
      Configured<DataSource> source,
      Configured<ModelArchitecture> architecture) {
    if (fitOn.isEmpty()) {
      return guest.call(
          "Preparing the model",
          READING,
          () -> begun(schema(), federated(), stored.model().preprocessing(), architecture));
    }
    SiteTable table =
        guest.call(
            "Reading the rows to fit on", READING, () -> table(source, fitOn.get(), schema()));
    WholeModel begun =
        guest.call(
            "Preparing the model",
            READING,
            () ->
                begun(
                    sized(table.batchSchema()),
                    table.batchSchema(),
                    place.scaling() ? table.fitted() : stored.model().preprocessing(),
                    architecture));
    if (place.scaling()) {
      progress.accept("The preprocessing was fitted on " + table.trainCount() + " rows.");
    }
    if (!place.home()) {
      return begun;
    }
    SiteDataset data = new SiteDataset(table, begun.steps());
    FloatVector weights =
        new HomeFit(stored, plugins, guest, vectors, progress)
            .fit(begun, data.train(), architecture);
    return new WholeModel(begun.schema(), begun.steps(), begun.batches(), begun.layout(), weights);
  }

  /** All rows of a file with labels, as training rows. */
  SiteTable table(Configured<DataSource> source, Path file, DataSchema schema) {
    try {
      return SiteTable.load(
          source.role(),
          reading,
          LocalFiles.readable(file),
          schema,
          stored.provenance().recipe().preparation(),
          new Split.Fraction(0, 0));
    } catch (CloisterException e) {
      if (e.code() == ErrorCode.DATA_EMPTY) {
        throw new CloisterException(
            ErrorCode.DATA_EMPTY,
            "The file "
                + file
                + " must have at least one row with a label and without missing cells that nothing"
                + " stands in for, has none.",
            e);
      }
      throw e;
    }
  }

  private WholeModel begun(
      DataSchema schema,
      BatchSchema batches,
      Preprocessing steps,
      Configured<ModelArchitecture> architecture) {
    ParameterLayout layout =
        architecture.role().layout(federated(), batches, architecture.settings());
    CloisterException.require(
        layout.shared().equals(stored.model().spec().layout().shared()),
        ErrorCode.PLUGIN_MISMATCH,
        "The model "
            + architecture.role().id()
            + " that is installed must make the tensors that the stored model has, makes others;"
            + " install the bundle that the model was made with, see cloister model show.");
    return new WholeModel(schema, steps, batches, layout, stored.model().weights());
  }

  private DataSchema schema() {
    return stored.model().spec().schema();
  }

  private BatchSchema federated() {
    return SiteDataset.federated(schema(), stored.provenance().recipe().preparation());
  }

  /** The schema with the place's own number of entities. */
  private DataSchema sized(BatchSchema batches) {
    List<Column> columns = new ArrayList<>();
    for (Column column : schema().columns()) {
      columns.add(
          column instanceof Column.Entity entity
              ? new Column.Entity(entity.name(), batches.ids(entity.name()).size())
              : column);
    }
    return new DataSchema(columns);
  }
}
