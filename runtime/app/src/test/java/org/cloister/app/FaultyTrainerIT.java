package org.cloister.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A trainer that misbehaves at the smallest of four sites, in the distribution and real processes.
 */
@Timeout(240)
class FaultyTrainerIT {

  private static final String SOURCE =
      """
      package guest;
      import java.util.*;
      import org.cloister.model.*;
      import org.cloister.spi.*;
      public final class Entry implements Plugin {
        public List<Trainer> trainers() { return List.of(new Faulty()); }
        record Faulty() implements Trainer {
          public String id() { return "faulty"; }
          public TrainerContract contract(ParameterLayout layout, Settings settings) {
            settings.requireOnly("fault");
            return TrainerContract.plain();
          }
          public TrainingResult train(TrainingTask task) throws InterruptedException {
            float[] weights = task.initial().toArray();
            float[] gradient = new float[weights.length];
            for (long step = 0; step < task.work().steps(); step++) {
              if (task.progress().cancelled()) { throw new InterruptedException(); }
              task.objective().next(weights, gradient);
              for (int i = 0; i < weights.length; i++) { weights[i] -= 0.01f * gradient[i]; }
            }
            if (task.objective().examples() < 60) {
              switch (task.settings().text("fault", "none")) {
                case "throw" -> throw new IllegalStateException("row 17 of a patient");
                case "hang" -> { while (true) { Thread.onSpinWait(); } }
                case "nan" -> Arrays.fill(weights, Float.NaN);
                default -> { }
              }
            }
            return TrainingResult.of(task, weights);
          }
        }
      }
      """;

  @TempDir static Path folder;
  private static Installation installation;

  @BeforeAll
  static void install() throws Exception {
    installation = Installation.copyTo(folder.resolve("cloister"));
    Path bundle =
        TestBundle.write(
            folder,
            folder.resolve("faulty.jar"),
            "faulty",
            List.of("org.cloister.model", "org.cloister.spi"),
            SOURCE);
    Installation.Ran trusted = installation.cloister("plugin", "trust", bundle.toString());
    assertEquals(0, trusted.exit(), trusted.output());
  }

  private Path job(String fault, String quorum) throws IOException {
    Path sample = installation.home().resolve("samples/heart-disease");
    String text =
        Files.readString(sample.resolve("job-open.yaml"))
            .replaceAll("plugin: sgd.*\\n  rate: 0.01", "plugin: faulty\n  fault: " + fault)
            .replace("rounds: 15", "rounds: 2")
            .replace("quorum: 0.5", "quorum: " + quorum)
            .replace("deadline-seconds: 600", "deadline-seconds: 4");
    return Files.writeString(sample.resolve("faulty.yaml"), text);
  }

  @ParameterizedTest
  @CsvSource({"throw, failed", "hang, deadline", "nan, not-finite"})
  void simulate_oneOfFourMisbehaves_endsWithTheOthersAndSaysSo(String fault, String reason)
      throws Exception {
    Installation.Ran ran = installation.cloister("simulate", job(fault, "3").toString());
    assertEquals(0, ran.exit(), ran.output());
    assertTrue(
        ran.output()
            .replace('_', '-')
            .toLowerCase(java.util.Locale.ROOT)
            .contains("switzerland at train: " + reason),
        ran.output());
    assertFalse(ran.output().contains("row 17"), "what a guest threw is not for the terminal");
  }

  @Test
  void simulate_belowQuorum_endsWithTheCodeAndPublishesNothing() throws Exception {
    Path out = folder.resolve("out");
    Installation.Ran ran =
        installation.cloister("simulate", job("throw", "4").toString(), "--out", out.toString());
    assertEquals(1, ran.exit(), ran.output());
    assertTrue(ran.output().contains("CL-0401"), ran.output());
    assertTrue(Files.exists(out.resolve("history.jsonl")));
    assertFalse(Files.exists(out.resolve("model")));
  }
}
