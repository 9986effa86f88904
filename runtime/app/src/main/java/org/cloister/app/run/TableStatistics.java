package org.cloister.app.run;

import java.util.List;
import java.util.Map;
import org.cloister.model.DataSchema;

/**
 * Statistics of the sites' training rows.
 *
 * @param job its name
 * @param schema of the tables
 * @param values by name, as the query {@code statistics} calls them
 * @param sites those that answered
 * @param dropouts those that did not, and why
 * @param route on which the sums travelled
 * @param visibility what the coordinator could see, in a sentence
 */
public record TableStatistics(
    String job,
    DataSchema schema,
    Map<String, Double> values,
    List<String> sites,
    Map<String, String> dropouts,
    String route,
    String visibility) {

  /** Copies the collections. */
  public TableStatistics {
    values = Map.copyOf(values);
    sites = List.copyOf(sites);
    dropouts = Map.copyOf(dropouts);
  }
}
