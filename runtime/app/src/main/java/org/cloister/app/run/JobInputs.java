package org.cloister.app.run;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A job as a person names it.
 *
 * @param file the job file
 * @param data replaces the job's paths, by site
 * @param split which rows are for training and testing, in place of the job's random share
 */
public record JobInputs(Path file, Map<String, Path> data, Optional<Path> split) {

  /** Copies the map. */
  public JobInputs {
    data = Map.copyOf(data);
  }
}
