package org.cloister.app.job;

import java.util.List;
import java.util.Optional;
import org.cloister.app.yaml.Fields;
import org.cloister.app.yaml.Form;
import org.cloister.app.yaml.Place;
import org.cloister.app.yaml.Yaml;
import org.cloister.engine.data.Preparation;
import org.cloister.model.Column;
import org.cloister.model.DataSchema;
import org.cloister.model.ErrorCode;
import org.cloister.model.Preprocessing;

/** Reads the section {@code data}. */
final class DataReader {

  private static final Form<List<Column>> COLUMNS =
      Form.listOf("a list of columns, each {name: ..., type: ...}", ColumnForm.COLUMN);
  private static final Form<String> SCALING =
      (value, place) -> {
        Optional<String> scaling = Form.oneOf("site", "none", "global").read(value, place);
        if (scaling.filter("global"::equals).isPresent()) {
          place.complain(
              value.at(),
              "must be site or none, was \"global\": scaling over all sites needs the statistics"
                  + " workflow, which is not installed",
              ErrorCode.JOB_INVALID);
          return Optional.empty();
        }
        return scaling;
      };

  private DataReader() {}

  static Optional<DataSection> read(Yaml value, Place place) {
    return Fields.of(value, place).flatMap(DataReader::section);
  }

  private static Optional<DataSection> section(Fields fields) {
    Optional<PluginRef> source = fields.required("source", PluginForm.REFERENCE);
    Optional<List<Column>> columns = fields.required("columns", COLUMNS);
    Optional<String> missing =
        fields.optional("missing", Form.oneOf("drop-row", "impute"), "drop-row");
    Optional<String> scaling = fields.optional("standardise", SCALING, "site");
    Optional<Boolean> dropFirst = fields.optional("drop-first", Form.flag(), true);
    Optional<Double> testShare = fields.optional("test-share", Form.number(0, 0.99), 0.3);
    return fields.build(
        () ->
            new DataSection(
                source.orElseThrow(),
                new DataSchema(columns.orElseThrow()),
                new Preparation(
                    scaling.orElseThrow().equals("site")
                        ? Preprocessing.Scope.SITE
                        : Preprocessing.Scope.NONE,
                    missing.orElseThrow().equals("impute")
                        ? Preparation.Missing.IMPUTE
                        : Preparation.Missing.DROP_ROW,
                    dropFirst.orElseThrow()),
                testShare.orElseThrow()));
  }
}
