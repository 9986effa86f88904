package org.cloister.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A job of one site, its table, and the folder of the model that it leaves: every third row of the
 * table is for testing.
 */
final class KeptModel {

  static final String HEADER = "x,kind,y\n";

  private final TestHome home;
  private final Path folder;
  private final List<String> train = new ArrayList<>();
  private final List<String> test = new ArrayList<>();

  /** How well the model did in the run. */
  private String metrics = "";

  private KeptModel(TestHome home, Path folder) {
    this.home = home;
    this.folder = folder;
  }

  /**
   * Runs the job.
   *
   * @param data lines of the section {@code data} beside source and columns
   * @param model the section {@code model}
   * @param label the label's column, such as {@code target: binary}
   */
  static KeptModel train(TestHome home, Path folder, String data, String model, String label)
      throws IOException {
    Files.createDirectories(folder);
    KeptModel kept = new KeptModel(home, folder);
    kept.table(label);
    Files.writeString(
        folder.resolve("job.yaml"),
        """
        cloister: 1
        name: kept
        seed: 5
        data:
          source: {plugin: csv}
          columns:
            - {name: x, type: numeric, min: -10, max: 10}
            - {name: kind, type: categorical, values: [a, b, c]}
            - {name: y, type: label, LABEL}
        DATA
        sites:
          only: {data: table.csv}
        model: MODEL
        training: {plugin: sgd, rate: 0.1, batch-size: 8, steps: 20}
        aggregation: {route: open, plugin: fed-avg}
        workflow: {plugin: federated-averaging, rounds: 3, quorum: 1, metrics: METRICS}
        """
            .replace("DATA", data.indent(2).stripTrailing())
            .replace("MODEL", model)
            .replace("LABEL", label)
            .replace("METRICS", label.contains("binary") ? "[auc, accuracy, log-loss]" : "[]"));
    TestHome.Ran ran =
        home.run(
            "simulate",
            folder.resolve("job.yaml"),
            "--split",
            folder.resolve("split.json"),
            "--out",
            folder.resolve("out"));
    if (ran.exit() != 0) {
      throw new IOException(ran.err());
    }
    kept.metrics = Files.readString(folder.resolve("out/metrics.json"));
    return kept;
  }

  private void table(String label) throws IOException {
    SplittableRandom random = new SplittableRandom(7);
    StringBuilder all = new StringBuilder(HEADER);
    List<Integer> trainLines = new ArrayList<>();
    List<Integer> testLines = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      double x = random.nextDouble() * 4 - 2;
      int kind = random.nextInt(3);
      double noisy = x + kind + random.nextDouble() - 1.5;
      String y =
          label.contains("binary")
              ? noisy > 0 ? "1" : "0"
              : label.contains("class")
                  ? Integer.toString((int) Math.max(0, Math.min(2, noisy + 1)))
                  : Double.toString(noisy);
      String row = x + "," + "abc".charAt(kind) + "," + y + "\n";
      (i % 3 == 0 ? test : train).add(row);
      (i % 3 == 0 ? testLines : trainLines).add(i);
      all.append(row);
    }
    Files.writeString(folder.resolve("table.csv"), all);
    Files.writeString(folder.resolve("train.csv"), HEADER + String.join("", train));
    Files.writeString(folder.resolve("test.csv"), HEADER + String.join("", test));
    Files.writeString(
        folder.resolve("split.json"),
        "{\"train\": " + trainLines + ", \"test\": " + testLines + "}");
  }

  Path model() {
    return folder.resolve("out/model");
  }

  Path trainRows() {
    return folder.resolve("train.csv");
  }

  Path testRows() {
    return folder.resolve("test.csv");
  }

  int testCount() {
    return test.size();
  }

  /** The run's {@code metrics.json}. */
  String metrics() {
    return metrics;
  }

  /** A file with these rows, with the header of the table. */
  Path rows(String name, String rows) throws IOException {
    return Files.writeString(folder.resolve(name), HEADER + rows);
  }

  TestHome.Ran predict(Object... more) {
    return run("predict", more);
  }

  TestHome.Ran evaluate(Object... more) {
    return run("evaluate", more);
  }

  private TestHome.Ran run(String verb, Object... more) {
    List<Object> args = new ArrayList<>(List.of(verb, "--model", model()));
    args.addAll(List.of(more));
    return home.run(args.toArray());
  }
}
