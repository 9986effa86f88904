package org.cloister.app.predict;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What the person asked for.
 *
 * @param model the folder of the model
 * @param data the rows
 * @param fitOn training rows of the place of use
 * @param out where predictions go; else to the stream
 * @param json JSON lines in place of CSV
 * @param skip whether rows that cannot be read are listed without prediction
 * @param reading settings of the data source in place of the stored ones
 */
public record PredictionOptions(
    Path model,
    Path data,
    Optional<Path> fitOn,
    Optional<Path> out,
    boolean json,
    boolean skip,
    Map<String, String> reading) {

  /** Copies the map. */
  public PredictionOptions {
    reading = Map.copyOf(reading);
  }
}
