package org.cloister.plugins.datasources;

import java.util.List;
import org.cloister.spi.DataSource;
import org.cloister.spi.Plugin;
import org.cloister.spi.PluginEntry;

/** The bundle's entry: the data source {@code csv}. */
@PluginEntry
public final class DataSourcesPlugin implements Plugin {

  /** A plugin without state. */
  public DataSourcesPlugin() {}

  @Override
  public List<DataSource> dataSources() {
    return List.of(new CsvDataSource());
  }
}
