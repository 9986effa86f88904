package org.cloister.app.run;

import java.nio.file.Path;
import java.util.Optional;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;

/**
 * How the person wants the job run.
 *
 * @param out where to keep what comes of it
 * @param seed replaces the job's
 * @param keepRounds of how many rounds it is kept what their models were made from
 * @param resume the folder of an earlier run, to go on with it
 */
public record SimulationOptions(
    Optional<Path> out, Optional<Long> seed, Optional<Integer> keepRounds, Optional<Path> resume) {

  /** Refuses two folders. */
  public SimulationOptions {
    CloisterException.require(
        out.isEmpty() || resume.isEmpty() || same(out.get(), resume.get()),
        ErrorCode.USAGE,
        "--resume goes on in the folder that it names, so --out must be the same or left out.");
    CloisterException.require(
        keepRounds.isEmpty() || (keepRounds.get() >= 1 && (out.isPresent() || resume.isPresent())),
        ErrorCode.USAGE,
        "--keep-rounds must be at least 1, and needs --out to keep them in.");
  }

  private static boolean same(Path one, Path other) {
    return one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
  }
}
