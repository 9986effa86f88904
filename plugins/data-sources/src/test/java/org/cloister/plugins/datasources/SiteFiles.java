package org.cloister.plugins.datasources;

import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.cloister.model.CloisterException;
import org.cloister.model.DataSchema;
import org.cloister.model.Row;
import org.cloister.model.Settings;
import org.cloister.spi.DataAccess;
import org.cloister.spi.RawExamples;
import org.junit.jupiter.api.Assertions;

/** Files in memory, and short ways to open them. */
final class SiteFiles implements DataAccess {
  private final Map<String, Supplier<InputStream>> files = new TreeMap<>();

  static SiteFiles of(String name, byte[] content) {
    return new SiteFiles().with(name, () -> new ByteArrayInputStream(content));
  }

  static SiteFiles text(String content) {
    return of("site.csv", content.getBytes(StandardCharsets.UTF_8));
  }

  SiteFiles with(String name, Supplier<InputStream> content) {
    files.put(name, content);
    return this;
  }

  @Override
  public List<String> names() {
    return List.copyOf(files.keySet());
  }

  @Override
  public InputStream open(String name) throws IOException {
    Supplier<InputStream> file = files.get(name);
    if (file == null) {
      throw new FileNotFoundException(name);
    }
    return file.get();
  }

  RawExamples rows(DataSchema schema, String... settings) {
    return new DataSourcesPlugin().dataSources().get(0).open(this, schema, Settings.of(settings));
  }

  /** The numbers of all rows. */
  List<List<Double>> numbers(DataSchema schema, String... settings) {
    List<List<Double>> all = new ArrayList<>();
    Row row = new Row(schema);
    try (RawExamples rows = rows(schema, settings)) {
      while (rows.next(row)) {
        List<Double> numbers = new ArrayList<>();
        for (int i = 0; i < schema.columns().size(); i++) {
          numbers.add(row.number(i));
        }
        all.add(numbers);
      }
    }
    return all;
  }

  /** The texts of all rows of a schema whose only column is text. */
  List<String> texts(DataSchema schema, String... settings) {
    List<String> all = new ArrayList<>();
    Row row = new Row(schema);
    try (RawExamples rows = rows(schema, settings)) {
      while (rows.next(row)) {
        all.add(row.text(0));
      }
    }
    return all;
  }

  /** What reading everything throws. */
  CloisterException failure(DataSchema schema, String... settings) {
    return Assertions.assertThrows(CloisterException.class, () -> numbers(schema, settings));
  }
}
