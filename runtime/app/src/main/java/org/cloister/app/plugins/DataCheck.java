package org.cloister.app.plugins;

import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.cloister.app.job.JobDraft;
import org.cloister.app.job.PluginRef;
import org.cloister.engine.data.SiteTable;
import org.cloister.model.CloisterException;
import org.cloister.model.Column;
import org.cloister.model.DataSchema;
import org.cloister.model.Preprocessing;
import org.cloister.model.Row;
import org.cloister.model.Target;
import org.cloister.port.Configured;
import org.cloister.spi.DataAccess;
import org.cloister.spi.DataSource;
import org.cloister.spi.RawExamples;

/** Lets a data source look at its settings, and at the sites' files as far as they are there. */
final class DataCheck {

  private static final int FIRST_ROWS = 1000;

  /** Only for looking at settings where the job's own columns could not be read. */
  private static final List<DataSchema> ANY =
      List.of(
          DataSchema.of(new Column.Label("label", Target.REAL, 0)),
          DataSchema.of(new Column.Label("label", Target.BINARY, 2)));

  private final JobDraft draft;
  private final PluginRef ref;
  private final Configured<DataSource> source;

  DataCheck(JobDraft draft, PluginRef ref, Configured<DataSource> source) {
    this.draft = draft;
    this.ref = ref;
    this.source = source;
  }

  void run(List<SiteFiles> sites) {
    boolean settingsFit = settings(sites);
    if (settingsFit && draft.schema().isPresent()) {
      sites.forEach(site -> site(site, draft.schema().get()));
    }
  }

  /**
   * Mistakes in the settings are the same for all sites, so the first site that shows one will do.
   */
  private boolean settings(List<SiteFiles> sites) {
    DataAccess access = sites.isEmpty() ? new NoFiles() : sites.get(0).binding().data();
    List<DataSchema> schemas = draft.schema().map(List::of).orElse(ANY);
    Map<String, CloisterException> complaints = new LinkedHashMap<>();
    int refused = 0;
    for (DataSchema schema : schemas) {
      try (RawExamples rows = source.role().open(access, schema, source.settings())) {
        rows.schema();
      } catch (CloisterException e) {
        if (SettingPlace.isSetting(e)) {
          complaints.put(e.getMessage(), e);
          refused++;
        }
      }
    }
    // What one label is refused for and another not has its cause in the columns.
    if (complaints.size() == 1 && refused == schemas.size()) {
      complaints.values().forEach(e -> SettingPlace.report(draft.problems(), ref, e));
    }
    return complaints.isEmpty();
  }

  private void site(SiteFiles site, DataSchema schema) {
    try {
      switch (site.look()) {
        case SETTINGS -> {}
        case FIRST_ROWS -> first(site, schema);
        case ALL_ROWS -> whole(site, schema);
      }
    } catch (CloisterException e) {
      if (SettingPlace.isSetting(e)) {
        SettingPlace.report(draft.problems(), ref, e);
      } else {
        draft
            .problems()
            .add(
                site.entry().origin().at(),
                site.entry().origin().path(),
                String.valueOf(e.getMessage()),
                e.code());
      }
    }
  }

  private void whole(SiteFiles site, DataSchema schema) {
    SiteTable table =
        SiteTable.load(
            source.role(),
            source.settings(),
            site.binding().data(),
            schema,
            draft.preparation(),
            site.binding().split());
    if (draft.preparation().scope(schema) == Preprocessing.Scope.SITE) {
      table.fitted();
    }
  }

  private void first(SiteFiles site, DataSchema schema) {
    try (RawExamples rows = source.role().open(site.binding().data(), schema, source.settings())) {
      Row row = new Row(schema);
      for (int i = 0; i < FIRST_ROWS && rows.next(row); i++) {
        row.clear();
      }
    }
  }

  private static final class NoFiles implements DataAccess {
    @Override
    public List<String> names() {
      return List.of();
    }

    @Override
    public InputStream open(String name) {
      throw new NoSuchElementException("there is no file");
    }
  }
}
