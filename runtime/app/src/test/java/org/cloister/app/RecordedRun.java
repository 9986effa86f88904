package org.cloister.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * A simulation whose last rounds can be replayed.
 *
 * @param home that ran it
 * @param folder for its copies
 * @param out what it left
 */
record RecordedRun(TestHome home, Path folder, Path out) {

  /** Runs the job to its end. */
  static RecordedRun of(TestHome home, Path folder, SampleJob job, int keepRounds) {
    Path out = folder.resolve("out");
    TestHome.Ran ran =
        home.run("simulate", job.file(), "--out", out, "--keep-rounds", keepRounds, "--seed", 5);
    if (ran.exit() != 0) {
      throw new AssertionError(ran.out() + ran.err());
    }
    return new RecordedRun(home, folder, out);
  }

  /** A copy to be changed. */
  RecordedRun copy(String name) throws IOException {
    Path copy = folder.resolve(name);
    try (Stream<Path> files = Files.walk(out)) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(out.relativize(file).toString()));
      }
    }
    return new RecordedRun(home, folder, copy);
  }

  TestHome.Ran replay(int round) {
    return home.run("replay", "--run", out, "--round", round);
  }
}
