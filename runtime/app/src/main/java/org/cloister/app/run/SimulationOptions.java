package org.cloister.app.run;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What the person asked for beside the job file.
 *
 * @param data replaces the job's paths, by site
 * @param split which rows are for training and testing
 * @param out where to keep what comes of it
 * @param seed replaces the job's
 */
public record SimulationOptions(
    Map<String, Path> data, Optional<Path> split, Optional<Path> out, Optional<Long> seed) {

  /** Copies the map. */
  public SimulationOptions {
    data = Map.copyOf(data);
  }
}
