package org.cloister.plugins.aggregators;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SelectionNetworkTests {

  /**
   * What orders all sequences of zeros and ones orders everything (Knuth 1998, 5.3.4, theorem Z).
   */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13})
  void apply_everySequenceOfZerosAndOnes_putsTheRanksInTheirPlaces(int n) {
    for (int low = 0; low < n; low++) {
      int high = n - 1 - low;
      if (low > high) {
        break;
      }
      int[][] rows = new int[n][1 << n];
      for (int lane = 0; lane < 1 << n; lane++) {
        for (int row = 0; row < n; row++) {
          rows[row][lane] = lane >> row & 1;
        }
      }
      new SelectionNetwork(n, low, high).apply(rows, 1 << n);
      for (int lane = 0; lane < 1 << n; lane++) {
        int zeros = n - Integer.bitCount(lane);
        for (int rank = low; rank <= high; rank++) {
          assertEquals(rank < zeros ? 0 : 1, rows[rank][lane], "rank " + rank + " of " + lane);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 50, 64, 101, 250})
  void apply_anyNumbers_sortsTheMiddle(int n) {
    SplittableRandom random = new SplittableRandom(n);
    int[][] rows = new int[n][3];
    int[] lane = new int[n];
    for (int row = 0; row < n; row++) {
      Arrays.setAll(rows[row], i -> random.nextInt());
      lane[row] = rows[row][1];
    }
    int trim = n / 5;

    new SelectionNetwork(n, trim, n - 1 - trim).apply(rows, 3);

    Arrays.sort(lane);
    int[] middle = new int[n - 2 * trim];
    Arrays.setAll(middle, i -> rows[trim + i][1]);
    assertArrayEquals(Arrays.copyOfRange(lane, trim, n - trim), middle);
  }

  @Test
  void apply_fewerValuesThanARowHas_leavesTheRestAlone() {
    int[][] rows = {{2, 9}, {1, 8}};

    new SelectionNetwork(2, 0, 1).apply(rows, 1);

    assertArrayEquals(new int[][] {{1, 9}, {2, 8}}, rows);
  }

  @Test
  void size_middleAlone_isSmallerThanSorting() {
    assertTrue(new SelectionNetwork(50, 24, 25).size() < new SelectionNetwork(50, 0, 49).size());
    assertEquals(0, new SelectionNetwork(1, 0, 0).size());
  }
}
