package org.cloister.plugins.aggregators;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.cloister.model.CloisterException;
import org.cloister.model.Contribution;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;
import org.cloister.model.FloatVector;
import org.cloister.model.Part;
import org.cloister.model.Parts;
import org.cloister.model.ReceivedUpdate;
import org.cloister.model.Settings;
import org.cloister.spi.Aggregated;
import org.cloister.spi.AggregationTask;
import org.cloister.spi.SiteWeight;
import org.cloister.spi.UpdateAggregator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RobustRuleTests {
  private static final UpdateAggregator MEDIAN = new Median();
  private static final UpdateAggregator TRIMMED = new TrimmedMean();

  private static List<ReceivedUpdate> updates(float[]... deltas) {
    List<ReceivedUpdate> updates = new ArrayList<>();
    for (float[] delta : deltas) {
      Parts parts = Parts.ofTensor(Part.DELTA, FloatVector.of(delta));
      Contribution contribution = new Contribution(Digest.of("base"), 1, parts);
      updates.add(new ReceivedUpdate("site-" + updates.size(), contribution, 0));
    }
    return updates;
  }

  private static List<ReceivedUpdate> ofOneWeight(float... deltas) {
    float[][] each = new float[deltas.length][];
    Arrays.setAll(each, i -> new float[] {deltas[i]});
    return updates(each);
  }

  private static float next(UpdateAggregator rule, Settings settings, float... deltas) {
    return rule.aggregate(Rounds.task(settings, 10), ofOneWeight(deltas)).weights().toArray()[0];
  }

  @Test
  void median_oddAndEven_isTheMiddleOne() {
    assertEquals(13, next(MEDIAN, Settings.none(), 3));
    assertEquals(12, next(MEDIAN, Settings.none(), 3, 1));
    assertEquals(13, next(MEDIAN, Settings.none(), 1000, 3, -7));
    assertEquals(10, next(MEDIAN, Settings.none(), 5, 1, -1, -1000));
    assertEquals(12, next(MEDIAN, Settings.of("server-rate", "2"), 1000, 1, -7));
  }

  @Test
  void trimmedMean_outliers_areLeftOut() {
    assertEquals(12, next(TRIMMED, Settings.none(), 1, 1e30f, 3, 2, -1e30f));
    assertEquals(14, next(TRIMMED, Settings.of("trim", "2"), 1, 1e30f, 3, 4, 1e30f));
    assertEquals(11, next(TRIMMED, Settings.of("server-rate", "0.5"), 0, 2, 9));
  }

  @Test
  void aggregate_eachWeight_isForItself() {
    AggregationTask task = Rounds.task(Settings.none(), 0, 10, 20);

    Aggregated next =
        MEDIAN.aggregate(
            task, updates(new float[] {1, 8, -3}, new float[] {2, -9, -1}, new float[] {9, 7, -2}));

    assertArrayEquals(new float[] {2, 17, 18}, next.weights().toArray());
    assertSame(task.state(), next.state());
  }

  /** Nothing that a float can be is more than an extreme value. */
  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 3e38f})
  void aggregate_strangeValueOfOne_isLeftOut(float strange) {
    float negative = Float.intBitsToFloat(Float.floatToRawIntBits(strange) ^ Integer.MIN_VALUE);
    for (float value : new float[] {strange, negative}) {
      float middle = next(MEDIAN, Settings.none(), 1, value, 2);
      assertTrue(middle == 11 || middle == 12, () -> value + " made it " + middle);
      float mean = next(TRIMMED, Settings.none(), 1, value, 2);
      assertEquals(middle, mean);
    }
  }

  /** The promise: what fewer than half send cannot move a weight beyond what the others want. */
  @Test
  void aggregate_minorityOfAdversaries_staysWithinTheOthers() {
    SplittableRandom random = new SplittableRandom(5);
    for (int n = 3; n <= 40; n++) {
      int bad = (n - 1) / 2;
      float[] deltas = new float[n];
      float low = Float.POSITIVE_INFINITY;
      float high = Float.NEGATIVE_INFINITY;
      for (int i = 0; i < n - bad; i++) {
        deltas[i] = (float) random.nextDouble(-1, 1);
        low = Math.min(low, deltas[i]);
        high = Math.max(high, deltas[i]);
      }
      boolean up = random.nextBoolean();
      for (int i = n - bad; i < n; i++) {
        deltas[i] = up ? 1e20f : -1e20f;
      }
      Settings trim = Settings.of("trim", Integer.toString(bad));
      for (float next :
          new float[] {next(MEDIAN, Settings.none(), deltas), next(TRIMMED, trim, deltas)}) {
        assertTrue(10 + low - 1e-5 <= next && next <= 10 + high + 1e-5, "moved to " + next);
      }
    }
  }

  /** The twin: a mean of all does move. */
  @Test
  void aggregate_meanOfAll_isMovedByOne() {
    float[] next =
        new FedAvg()
            .aggregate(Rounds.task(Settings.none(), 10), Rounds.sum(3, 3, 1e20f))
            .weights()
            .toArray();
    assertTrue(next[0] > 1e19);
  }

  @Test
  void aggregate_inAnyOrder_givesTheSameBits() {
    SplittableRandom random = new SplittableRandom(6);
    float[] deltas = new float[21];
    float[] reversed = new float[21];
    for (int i = 0; i < deltas.length; i++) {
      deltas[i] = (float) random.nextDouble(-1, 1);
      reversed[20 - i] = deltas[i];
    }
    assertEquals(
        next(TRIMMED, Settings.of("trim", "4"), deltas),
        next(TRIMMED, Settings.of("trim", "4"), reversed));
  }

  @Test
  void aggregate_largeModel_isReadRangeByRange() {
    Streams streams = new Streams(1_000_000);

    MEDIAN.aggregate(streams.task(), streams.updates(5, 0.5f));

    assertEquals(1_000_000, streams.written());
    assertTrue(streams.largestRead() <= 1 << 16, () -> "read " + streams.largestRead());
  }

  @Test
  void trimmedMean_asManyLeftOutAsThereAre_voidsTheRound() {
    CloisterException refusal =
        assertThrows(CloisterException.class, () -> next(TRIMMED, Settings.none(), 1, 2));

    assertEquals(ErrorCode.ROUND_VOID, refusal.code());
  }

  @Test
  void needs_goodSettings_isTheChangeAloneAndSitesCountTheSame() {
    assertEquals(Set.of(Part.DELTA), MEDIAN.needs(Settings.of("server-rate", "2")));
    assertEquals(Set.of(Part.DELTA), TRIMMED.needs(Settings.of("trim", "7")));
    assertEquals(SiteWeight.UNIFORM, MEDIAN.weighting(Settings.none()));
    assertEquals(SiteWeight.UNIFORM, TRIMMED.weighting(Settings.none()));
  }

  @ParameterizedTest
  @CsvSource({"trim, 0", "trim, 1001", "trim, 1.5", "server-rate, 0", "server-rate, NaN"})
  void needs_settingOutsideItsRange_isRefused(String name, String value) {
    CloisterException refusal =
        assertThrows(CloisterException.class, () -> TRIMMED.needs(Settings.of(name, value)));

    assertEquals(ErrorCode.SETTING_INVALID, refusal.code());
  }

  @Test
  void needs_unknownSetting_isRefused() {
    CloisterException refusal =
        assertThrows(CloisterException.class, () -> MEDIAN.needs(Settings.of("trim", "1")));

    assertEquals(ErrorCode.SETTING_UNKNOWN, refusal.code());
  }
}
