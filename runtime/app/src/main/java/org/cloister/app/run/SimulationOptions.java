package org.cloister.app.run;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;

/**
 * What the person asked for beside the job file.
 *
 * @param data replaces the job's paths, by site
 * @param split which rows are for training and testing
 * @param out where to keep what comes of it
 * @param seed replaces the job's
 * @param resume the folder of an earlier run, to go on with it
 */
public record SimulationOptions(
    Map<String, Path> data,
    Optional<Path> split,
    Optional<Path> out,
    Optional<Long> seed,
    Optional<Path> resume) {

  /** Copies the map, and refuses two folders. */
  public SimulationOptions {
    data = Map.copyOf(data);
    CloisterException.require(
        out.isEmpty() || resume.isEmpty() || same(out.get(), resume.get()),
        ErrorCode.USAGE,
        "--resume goes on in the folder that it names, so --out must be the same or left out.");
  }

  /** A run from its beginning. */
  public SimulationOptions(
      Map<String, Path> data, Optional<Path> split, Optional<Path> out, Optional<Long> seed) {
    this(data, split, out, seed, Optional.empty());
  }

  private static boolean same(Path one, Path other) {
    return one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
  }
}
