package org.cloister.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.cloister.app.plugins.Home;
import org.cloister.app.plugins.HostStarter;
import org.cloister.engine.JobOutcome;
import org.cloister.engine.data.BatchOrder;
import org.cloister.engine.data.Split;
import org.cloister.host.PluginHost;
import org.cloister.model.FloatVector;
import org.cloister.node.HistoryLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Replays Fed-Heart-Disease of FLamby (du Terrail et al. 2022), seed 42, with its initial weights
 * and its order of batches: the same final weights prove that data, preparation, model, trainer,
 * aggregation and workflow do together what the reference does.
 */
class FlambyReplayTests {

  private static final List<String> CENTRES =
      List.of("cleveland", "hungarian", "switzerland", "va");
  private static final int BATCH = 4;

  @TempDir Path folder;

  @Test
  void fedAvg_seed42_endsAtTheReferenceWeights() throws IOException {
    Path data = reference();
    TestHome home = TestHome.in(folder.resolve("home"));
    JsonNode replay = new ObjectMapper().readTree(data.resolve("flamby_replay.json").toFile());
    Map<String, Split> splits = tables(data.resolve("flamby_prepared.csv"));
    JsonNode seed = replay.at("/seeds/42");
    Map<String, BatchOrder> orders = new LinkedHashMap<>();
    for (int centre = 0; centre < CENTRES.size(); centre++) {
      int rows = ((Split.Lines) splits.get(CENTRES.get(centre))).train().size();
      orders.put(CENTRES.get(centre), new Recorded(stream(seed, centre), rows));
    }

    JobOutcome outcome;
    try (PluginHost host =
        new HostStarter(new Home(home.root())).start(folder.resolve("framework"))) {
      outcome =
          new JobRun(
                  host,
                  job(),
                  splits,
                  orders,
                  Optional.of(FloatVector.of(weights(seed, "init_"))),
                  new HistoryLog.InMemory())
              .outcome();
    }

    JobOutcome.Completed completed =
        assertInstanceOf(JobOutcome.Completed.class, outcome, outcome.toString());
    float[] expected = weights(replay.at("/final/42/FedAvg"), "");
    float[] actual = completed.model().orElseThrow().weights().toArray();
    assertEquals(expected.length, actual.length);
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], actual[i], 1e-5, "weight " + i);
    }
  }

  private static Path reference() {
    String shared = System.getenv("CLOISTER_SHARED");
    assumeTrue(shared != null, "needs the reference data: set CLOISTER_SHARED to its folder");
    Path data = Path.of(shared, "data", "heart-disease");
    assumeTrue(Files.isDirectory(data), "needs data/heart-disease in CLOISTER_SHARED");
    return data;
  }

  /** One table a centre, and its split; rows stay in the order of the file. */
  private Map<String, Split> tables(Path prepared) throws IOException {
    List<String> lines = Files.readAllLines(prepared);
    Map<String, Split> splits = new LinkedHashMap<>();
    for (String centre : CENTRES) {
      List<String> own = lines.stream().filter(line -> line.startsWith(centre + ",")).toList();
      Files.write(folder.resolve(centre + ".csv"), own);
      splits.put(
          centre,
          new Split.Lines(
              LongStream.range(0, own.size())
                  .filter(i -> own.get((int) i).contains(",train,"))
                  .boxed()
                  .collect(Collectors.toSet()),
              LongStream.range(0, own.size())
                  .filter(i -> own.get((int) i).contains(",test,"))
                  .boxed()
                  .collect(Collectors.toSet())));
    }
    return splits;
  }

  private Path job() throws IOException {
    List<String> features =
        List.of(
            "age",
            "sex",
            "trestbps",
            "chol",
            "fbs",
            "thalach",
            "exang",
            "oldpeak",
            "cp_2",
            "cp_3",
            "cp_4",
            "restecg_1",
            "restecg_2");
    String columns =
        features.stream()
            .map(name -> "    - {name: " + name + ", type: numeric, min: -1000, max: 1000}\n")
            .collect(Collectors.joining());
    return Files.writeString(
        folder.resolve("job.yaml"),
        """
        cloister: 1
        name: flamby
        data:
          source:
            plugin: csv
            header: false
            columns: "centre, centre_id, line, set, %s, label"
          columns:
        %s    - {name: label, type: label, target: binary}
          standardise: site
        sites: {cleveland: {data: cleveland.csv}, hungarian: {data: hungarian.csv}, \
        switzerland: {data: switzerland.csv}, va: {data: va.csv}}
        model: logistic
        training: {plugin: sgd, rate: 0.001, batch-size: 4, steps: 100}
        aggregation: {route: open, plugin: fed-avg}
        workflow: {plugin: federated-averaging, rounds: 15}
        """
            .formatted(String.join(", ", features), columns));
  }

  private static float[] weights(JsonNode node, String prefix) {
    JsonNode w = node.get(prefix + "w");
    float[] weights = new float[w.size() + 1];
    for (int i = 0; i < w.size(); i++) {
      weights[i] = w.get(i).floatValue();
    }
    weights[w.size()] = node.get(prefix + "b").floatValue();
    return weights;
  }

  private static int[] stream(JsonNode seed, int centre) {
    List<Integer> rows = new ArrayList<>();
    for (JsonNode round : seed.get("batches_flat")) {
      round.get(centre).forEach(row -> rows.add(row.intValue()));
    }
    return rows.stream().mapToInt(Integer::intValue).toArray();
  }

  /** Epochs of {@code examples} rows, each cut into batches of four, the last one shorter. */
  private static final class Recorded implements BatchOrder {
    private final int[] stream;
    private final int examples;

    Recorded(int[] stream, int examples) {
      this.stream = stream;
      this.examples = examples;
    }

    @Override
    public int[] rows(long step) {
      int perEpoch = (examples + BATCH - 1) / BATCH;
      int epoch = (int) (step / perEpoch);
      int from = epoch * examples + (int) (step % perEpoch) * BATCH;
      return Arrays.copyOfRange(stream, from, Math.min(from + BATCH, (epoch + 1) * examples));
    }
  }
}
