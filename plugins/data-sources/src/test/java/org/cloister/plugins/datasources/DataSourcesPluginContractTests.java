package org.cloister.plugins.datasources;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.cloister.model.Column;
import org.cloister.model.DataSchema;
import org.cloister.model.Settings;
import org.cloister.model.Target;
import org.cloister.tck.DataSourceChecks;
import org.cloister.tck.InMemoryFiles;
import org.cloister.tck.junit.ContractTests;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class DataSourcesPluginContractTests {

  @TestFactory
  Stream<DynamicTest> plugin_keepsItsContracts() {
    return ContractTests.of(new DataSourcesPlugin());
  }

  @Test
  void csv_withFile_keepsItsContract() {
    DataSchema schema =
        DataSchema.of(
            new Column.Numeric("x", 0, 1),
            new Column.Categorical("c", List.of("a", "b")),
            new Column.Entity("u", 3),
            new Column.Label("y", Target.BINARY, 2));
    String file = "t,y,x,u,c\nhello,0,0.5,2,a\n,?,,NA,b\n\"a,b\",1,7,0,?\n";
    InMemoryFiles files =
        InMemoryFiles.of(Map.of("site.csv", file.getBytes(StandardCharsets.UTF_8)));
    ContractTests.none(DataSourceChecks.check(new CsvDataSource(), files, schema, Settings.none()));
  }
}
