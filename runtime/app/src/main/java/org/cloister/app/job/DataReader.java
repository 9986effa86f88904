package org.cloister.app.job;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.cloister.app.yaml.Fields;
import org.cloister.app.yaml.Form;
import org.cloister.app.yaml.Place;
import org.cloister.app.yaml.Yaml;
import org.cloister.engine.data.Imputation;
import org.cloister.engine.data.Preparation;
import org.cloister.engine.data.Preparation.Missing;
import org.cloister.engine.data.StatisticsLimits;
import org.cloister.model.DataSchema;
import org.cloister.model.ErrorCode;
import org.cloister.model.Preprocessing;

/** Reads the section {@code data}. */
final class DataReader {

  private static final Form<StatisticsLimits> STATISTICS =
      (value, place) -> Fields.of(value, place).flatMap(DataReader::limits);

  private DataReader() {}

  static Optional<DataSection> read(Yaml value, Place place) {
    return Fields.of(value, place).flatMap(fields -> section(fields, value, place));
  }

  private static Optional<StatisticsLimits> limits(Fields fields) {
    StatisticsLimits usual = StatisticsLimits.usual();
    Optional<Long> bins = fields.optional("bins", Form.integer(16, 65536));
    Optional<Long> rows =
        fields.optional("most-rows", Form.integer(1, Integer.MAX_VALUE), usual.mostRows());
    return fields.build(
        () ->
            new StatisticsLimits(
                bins.map(Math::toIntExact).orElse(usual.bins()), rows.orElseThrow()));
  }

  private static Optional<DataSection> section(Fields fields, Yaml value, Place place) {
    Optional<PluginRef> source = fields.required("source", PluginForm.REFERENCE);
    Optional<List<ColumnEntry>> columns = fields.required("columns", ColumnList::read);
    Optional<Missing> missing =
        fields
            .optional("missing", Form.oneOf("drop-row", "impute"), "drop-row")
            .map(text -> text.equals("impute") ? Missing.IMPUTE : Missing.DROP_ROW);
    Optional<Preprocessing.Scope> scaling =
        fields
            .optional("standardise", Form.oneOf("global", "site", "none"), "site")
            .map(text -> Preprocessing.Scope.valueOf(text.toUpperCase(Locale.ROOT)));
    Optional<Boolean> dropFirst = fields.optional("drop-first", Form.flag(), true);
    Optional<StatisticsLimits> statistics =
        fields.optional("statistics", STATISTICS, StatisticsLimits.usual());
    Optional<Double> testShare = fields.optional("test-share", Form.number(0, 0.99), 0.3);
    boolean fits = columns.isEmpty() || missing.isEmpty() || fits(columns.get(), missing.get());
    Optional<DataSection> section =
        fields.build(
            () ->
                new DataSection(
                    source.orElseThrow(),
                    new DataSchema(
                        columns.orElseThrow().stream().map(ColumnEntry::column).toList()),
                    new Preparation(
                        scaling.orElseThrow(),
                        missing.orElseThrow(),
                        dropFirst.orElseThrow(),
                        missingValues(columns.orElseThrow()),
                        fits ? imputations(columns.orElseThrow()) : Map.of(),
                        statistics.orElseThrow()),
                    testShare.orElseThrow(),
                    new Origin(place.path(), value.at(), Map.of())));
    return fits ? section : Optional.empty();
  }

  /** Whether nothing is to be imputed in rows that are left out. */
  private static boolean fits(List<ColumnEntry> columns, Missing missing) {
    boolean fits = true;
    for (ColumnEntry entry : columns) {
      if (missing == Missing.DROP_ROW && entry.impute().isPresent()) {
        ColumnEntry.Impute impute = entry.impute().get();
        impute
            .place()
            .complain(
                impute.at(),
                "must not be given while data.missing is drop-row: rows with gaps are left out and"
                    + " nothing is imputed; set missing: impute, or remove it here",
                ErrorCode.JOB_INVALID);
        fits = false;
      }
    }
    return fits;
  }

  private static Map<String, List<Double>> missingValues(List<ColumnEntry> columns) {
    Map<String, List<Double>> values = new TreeMap<>();
    for (ColumnEntry entry : columns) {
      if (!entry.missingValues().isEmpty()) {
        values.put(entry.column().name(), entry.missingValues());
      }
    }
    return values;
  }

  private static Map<String, Imputation> imputations(List<ColumnEntry> columns) {
    Map<String, Imputation> imputations = new TreeMap<>();
    for (ColumnEntry entry : columns) {
      entry.impute().ifPresent(of -> imputations.put(entry.column().name(), of.imputation()));
    }
    return imputations;
  }
}
