package org.cloister.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.cloister.engine.coordinator.StreamingSum;
import org.cloister.model.Column;
import org.cloister.model.Contribution;
import org.cloister.model.DataSchema;
import org.cloister.model.FloatVector;
import org.cloister.model.Model;
import org.cloister.model.ModelSpec;
import org.cloister.model.ParameterLayout;
import org.cloister.model.Part;
import org.cloister.model.Parts;
import org.cloister.model.Preprocessing;
import org.cloister.model.Settings;
import org.cloister.model.SummedUpdate;
import org.cloister.model.Tensor;
import org.cloister.model.Vectors;
import org.cloister.plugins.aggregators.AggregatorsPlugin;
import org.cloister.spi.AggregationTask;
import org.cloister.spi.ServerState;
import org.cloister.spi.SumAggregator;

/**
 * Streaming FedAvg, the engine's sum of updates and then the plugin's step, beside two plain loops
 * over the same arrays: {@code acc[i] += w * x[i]} with the step at the end, and a copy of every
 * update. The three take turns; only the ratios within a turn mean something.
 *
 * <p>Arguments: rounds (default 7, at least 3), values of an update (default 10 million), updates
 * (default 10). Needs 150 bytes of heap a value; the first two turns only warm up. Give the JVM all
 * of its heap at once ({@code -Xms3g -Xmx3g -XX:+AlwaysPreTouch}), or it measures how the heap
 * grows: each turn makes two new vectors.
 */
public final class FedAvgBenchmark {
  private static final int WARM_UP = 2;

  private final PlainFedAvg plain;
  private final AggregationTask task;
  private final List<Part> parts;
  private final List<Contribution> contributions = new ArrayList<>();
  private final SumAggregator fedAvg;

  private FedAvgBenchmark(int values, int count) {
    plain = new PlainFedAvg(values, count);
    Model model =
        Model.of(
            new ModelSpec(
                "benchmark",
                Settings.none(),
                DataSchema.of(new Column.Numeric("x", 0, 1)),
                ParameterLayout.of(Tensor.shared("w", values)),
                Optional.empty()),
            FloatVector.of(plain.current),
            Parts.none(),
            Preprocessing.none());
    for (int site = 0; site < count; site++) {
      Parts update = Parts.ofTensor(Part.DELTA, FloatVector.of(plain.updates[site]));
      contributions.add(new Contribution(model.version(), PlainFedAvg.weight(site), update));
    }
    parts =
        List.of(Part.weighted(Part.DELTA, new Part.Kind.Tensors(values, Double.POSITIVE_INFINITY)));
    task = new AggregationTask(1, model, ServerState.empty(), Settings.none(), Vectors.onHeap());
    fedAvg =
        (SumAggregator)
            new AggregatorsPlugin()
                .aggregators().stream()
                    .filter(aggregator -> aggregator.id().equals("fed-avg"))
                    .findFirst()
                    .orElseThrow();
  }

  /** Runs the benchmark and prints it. */
  public static void main(String... args) {
    int rounds = Math.max(3, args.length > 0 ? Integer.parseInt(args[0]) : 7);
    int values = args.length > 1 ? Integer.parseInt(args[1]) : 10_000_000;
    int count = args.length > 2 ? Integer.parseInt(args[2]) : 10;
    new FedAvgBenchmark(values, count).run(rounds);
  }

  private void run(int rounds) {
    double[] toLoop = new double[rounds];
    double[] toCopy = new double[rounds];
    double gigabytes = 4e-9 * plain.current.length * plain.updates.length;
    say("Java %s", System.getProperty("java.version"));
    say(
        "FedAvg: %d updates of %d values, %d rounds; GB/s of updates",
        plain.updates.length, plain.current.length, rounds);
    for (int turn = -WARM_UP; turn < rounds; turn++) {
      long start = System.nanoTime();
      SummedUpdate sum = sum();
      long summed = System.nanoTime();
      FloatVector next = fedAvg.aggregate(task, sum).weights();
      long streamed = System.nanoTime();
      plain.average();
      long looped = System.nanoTime();
      plain.requireEqual(next.toArray());
      long checked = System.nanoTime();
      plain.copy();
      long copied = System.nanoTime();
      double mine = 1e-9 * (streamed - start);
      double loop = 1e-9 * (looped - streamed);
      double copy = 1e-9 * (copied - checked);
      if (turn >= 0) {
        toLoop[turn] = loop / mine;
        toCopy[turn] = copy / mine;
        say(
            "streaming %6.2f (sum %3.0f%%, step %3.0f%% of the time)   loop %6.2f   copy %6.2f",
            gigabytes / mine,
            1e-7 * (summed - start) / mine,
            1e-7 * (streamed - summed) / mine,
            gigabytes / loop,
            gigabytes / copy);
      }
    }
    say("speed beside the loop: %s", spread(toLoop));
    say("speed beside the copy: %s", spread(toCopy));
  }

  private SummedUpdate sum() {
    return StreamingSum.of(parts, task.model().version(), contributions, task.vectors());
  }

  private static String spread(double[] ratios) {
    double[] sorted = ratios.clone();
    Arrays.sort(sorted);
    return String.format(
        Locale.ROOT,
        "median %.2f, from %.2f to %.2f",
        sorted[sorted.length / 2],
        sorted[0],
        sorted[sorted.length - 1]);
  }

  private static void say(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
