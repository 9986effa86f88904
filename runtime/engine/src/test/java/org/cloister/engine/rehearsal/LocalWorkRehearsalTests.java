package org.cloister.engine.rehearsal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.cloister.spi.SiteTask;
import org.cloister.spi.TrainingResult;
import org.cloister.spi.TrainingTask;
import org.junit.jupiter.api.Test;

/** Sites of unequal size do unequal work, and go on where they stopped. */
class LocalWorkRehearsalTests {

  /** Notes by the number of a site's rows: its work, and the row of each step. */
  private static final class Noting extends Sgd {
    private final Map<Long, List<String>> work = new TreeMap<>();
    private final Map<Long, List<Integer>> rows = new TreeMap<>();

    @Override
    public TrainingResult train(TrainingTask task) throws InterruptedException {
      work.computeIfAbsent(task.objective().examples(), size -> new ArrayList<>())
          .add(task.work().firstStep() + "+" + task.work().steps());
      return super.train(task);
    }

    @Override
    void correct(TrainingTask task, float[] weights, float[] gradient) {
      // Curvature 1 and batches of one row: the gradient tells which row it was.
      rows.computeIfAbsent(task.objective().examples(), size -> new ArrayList<>())
          .add(Math.round(weights[0] - gradient[0]));
    }
  }

  private static double[][] rows(int count) {
    return IntStream.range(0, count).mapToObj(i -> new double[] {1, i, 0}).toArray(double[][]::new);
  }

  @Test
  void epochs_partOfAnEpochARound_goOnOverTheRounds() {
    Rehearsal job = new Rehearsal().site("five", rows(5)).site("two", rows(2));
    job.batchSize = 1;
    job.workflow = Plans.builder(5, new SiteTask.Train(0, 0.4, false), 2).build();
    Noting trainer = new Noting();
    job.train(trainer).weights();
    // 0.4 epochs are 2 of 5 steps, and 1 of 2 where 0.8 is rounded up.
    assertEquals(List.of("0+2", "2+2", "4+2", "6+2", "8+2"), trainer.work.get(5L));
    assertEquals(List.of("0+1", "1+1", "2+1", "3+1", "4+1"), trainer.work.get(2L));
    // Ten steps of the one are two whole epochs; each has every row once, in its own order.
    List<Integer> seen = trainer.rows.get(5L);
    List<Integer> first = new ArrayList<>(seen.subList(0, 5));
    List<Integer> second = new ArrayList<>(seen.subList(5, 10));
    assertNotEquals(first, second, "this seed orders the two epochs differently");
    Collections.sort(first);
    Collections.sort(second);
    assertEquals(List.of(0, 1, 2, 3, 4), first);
    assertEquals(List.of(0, 1, 2, 3, 4), second);
  }

  @Test
  void epochs_sitesOfUnequalSize_movesEachByItsOwnSteps() {
    double[] far = {1, 8, 0};
    double[] other = {1, 0, 8};
    Rehearsal job = new Rehearsal().site("five", far, far, far, far, far).site("two", other, other);
    job.batchSize = 2;
    job.workflow = Plans.builder(1, new SiteTask.Train(0, 2, false), 2).build();
    // Batches of 2: two epochs are 6 steps of the one and 2 of the other; a step leaves half the
    // way, and sites count by their rows.
    float first = (float) (5 * 8 * (1 - Math.pow(0.5, 6)) / 7);
    float second = (float) (2 * 8 * (1 - Math.pow(0.5, 2)) / 7);
    assertArrayEquals(
        new float[] {first, second}, job.train(new Sgd(), "rate", "0.5").weights(), 1e-5f);
  }
}
