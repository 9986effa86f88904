package org.cloister.engine.data;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.Seeds;

/**
 * Every epoch all examples once, in an order of its own; the last mini-batch of an epoch may be
 * shorter. The order of epoch e follows from the seed and e alone, so that a restart goes on with
 * the same batches. Remembers the order of one epoch; belongs to one thread.
 */
public final class ShuffledBatches implements BatchOrder {
  private final int examples;
  private final int batchSize;
  private final long seed;
  private final long batchesPerEpoch;
  private long epoch = -1;
  private int[] order = new int[0];

  /**
   * An order.
   *
   * @param examples how many there are; at least 1
   * @param batchSize rows of a mini-batch; at least 1
   * @param seed of the site's batches
   */
  public ShuffledBatches(int examples, int batchSize, long seed) {
    CloisterException.require(
        examples >= 1 && batchSize >= 1,
        ErrorCode.JOB_INVALID,
        "Batches need at least 1 example and a batchSize of at least 1, were "
            + examples
            + " and "
            + batchSize
            + ".");
    this.examples = examples;
    this.batchSize = batchSize;
    this.seed = seed;
    this.batchesPerEpoch = ((long) examples + batchSize - 1) / batchSize;
  }

  /** How many mini-batches an epoch has. */
  public long batchesPerEpoch() {
    return batchesPerEpoch;
  }

  @Override
  public int[] rows(long step) {
    if (step < 0) {
      throw new IllegalArgumentException("step must be >= 0, was " + step);
    }
    long wanted = step / batchesPerEpoch;
    if (wanted != epoch) {
      long derived = Seeds.derive(seed, "epoch", wanted, "", "");
      order = Permutations.shuffled(examples, new SplittableRandom(derived));
      epoch = wanted;
    }
    long from = step % batchesPerEpoch * batchSize;
    return Arrays.copyOfRange(order, (int) from, (int) Math.min(examples, from + batchSize));
  }
}
