package org.cloister.engine.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.cloister.model.CloisterException;
import org.junit.jupiter.api.Test;

class ShuffledBatchesTests {

  private static int[] epoch(BatchOrder order, int epoch, int batches) {
    return IntStream.range(epoch * batches, (epoch + 1) * batches)
        .mapToObj(order::rows)
        .flatMapToInt(Arrays::stream)
        .toArray();
  }

  @Test
  void rows_anEpoch_hasEveryExampleOnceAndAShortLastBatch() {
    ShuffledBatches order = new ShuffledBatches(10, 4, 42);
    assertEquals(3, order.batchesPerEpoch());
    assertEquals(2, order.rows(2).length);
    for (int e = 0; e < 5; e++) {
      int[] rows = epoch(order, e, 3);
      Arrays.sort(rows);
      assertArrayEquals(IntStream.range(0, 10).toArray(), rows);
    }
  }

  @Test
  void rows_anyOrderOfCalls_isPure() {
    ShuffledBatches forward = new ShuffledBatches(100, 7, 1);
    ShuffledBatches back = new ShuffledBatches(100, 7, 1);
    int[][] seen = new int[60][];
    for (int s = 0; s < 60; s++) {
      seen[s] = forward.rows(s);
    }
    for (int s = 59; s >= 0; s--) {
      assertArrayEquals(seen[s], back.rows(s));
    }
  }

  @Test
  void rows_otherEpochOrSeed_isAnotherOrder() {
    int[] first = epoch(new ShuffledBatches(100, 10, 1), 0, 10);
    assertFalse(Arrays.equals(first, epoch(new ShuffledBatches(100, 10, 1), 1, 10)));
    assertFalse(Arrays.equals(first, epoch(new ShuffledBatches(100, 10, 2), 0, 10)));
  }

  @Test
  void rows_callerChangesTheArray_nextCallIsUnharmed() {
    ShuffledBatches order = new ShuffledBatches(5, 5, 3);
    int[] rows = order.rows(0);
    int[] copy = rows.clone();
    Arrays.fill(rows, 0);
    assertArrayEquals(copy, order.rows(0));
  }

  @Test
  void constructor_noExamples_isRefused() {
    assertThrows(CloisterException.class, () -> new ShuffledBatches(0, 1, 1));
    assertThrows(CloisterException.class, () -> new ShuffledBatches(1, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> new ShuffledBatches(1, 1, 1).rows(-1));
  }
}
