package org.cloister.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A copy of the sample, to be changed and run. */
public final class SampleJob {

  private static final Path SAMPLE = Path.of("../../samples/heart-disease");

  private final Path folder;

  private SampleJob(Path folder) {
    this.folder = folder;
  }

  static SampleJob in(Path folder) throws IOException {
    return in(folder, "job-open.yaml");
  }

  /** The one on the secure route. */
  public static SampleJob secure(Path folder) throws IOException {
    return in(folder, "job.yaml");
  }

  private static SampleJob in(Path folder, String job) throws IOException {
    Files.createDirectories(folder.resolve("data"));
    try (Stream<Path> tables = Files.list(SAMPLE.resolve("data"))) {
      for (Path table : tables.filter(file -> file.toString().endsWith(".csv")).toList()) {
        Files.copy(table, folder.resolve("data").resolve(table.getFileName()));
      }
    }
    Files.copy(SAMPLE.resolve(job), folder.resolve("job.yaml"));
    return new SampleJob(folder);
  }

  public Path file() {
    return folder.resolve("job.yaml");
  }

  Path data(String site) {
    return folder.resolve("data").resolve(site + ".csv");
  }

  public SampleJob with(String written, String instead) throws IOException {
    String text = Files.readString(file());
    if (!text.contains(written)) {
      throw new IllegalArgumentException("the sample has no \"" + written + "\"");
    }
    Files.writeString(file(), text.replace(written, instead));
    return this;
  }
}
