package org.cloister.app.predict;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the person asked for.
 *
 * @param model the folder of the model
 * @param data the rows, with labels
 * @param fitOn training rows of the place of use
 * @param metrics their ids; none for those that go with the label
 * @param reading settings of the data source in place of the stored ones
 */
public record EvaluationOptions(
    Path model,
    Path data,
    Optional<Path> fitOn,
    List<String> metrics,
    Map<String, String> reading) {

  /** Copies the collections. */
  public EvaluationOptions {
    metrics = List.copyOf(metrics);
    reading = Map.copyOf(reading);
  }
}
