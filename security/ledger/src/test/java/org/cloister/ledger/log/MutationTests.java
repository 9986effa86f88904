package org.cloister.ledger.log;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Every parser with text that is nearly right: a short form of the profile "fuzz". */
class MutationTests {
  private static final int MUTATIONS = 4_000;
  private static final long SEED = 4712;

  @Test
  void parsers_onMutatedBytes_readOrRefuse() {
    List<byte[]> seeds = FuzzSeeds.all();
    SplittableRandom random = new SplittableRandom(SEED);
    List<Consumer<byte[]>> targets = FuzzTargets.all();
    for (byte[] seed : seeds) {
      targets.forEach(target -> target.accept(seed));
    }
    for (int i = 0; i < MUTATIONS; i++) {
      byte[] bytes = mutated(seeds.get(i % seeds.size()), random);
      for (Consumer<byte[]> target : targets) {
        try {
          target.accept(bytes);
        } catch (RuntimeException | AssertionError e) {
          throw new AssertionError("seed " + SEED + ", mutation " + i, e);
        }
      }
    }
  }

  private static byte[] mutated(byte[] source, SplittableRandom random) {
    byte[] bytes = Arrays.copyOf(source, source.length - random.nextInt(3) * random.nextInt(9));
    for (int n = random.nextInt(4); n >= 0; n--) {
      int at = random.nextInt(bytes.length);
      bytes[at] =
          random.nextBoolean()
              ? (byte) random.nextInt(256)
              : source[random.nextInt(Math.min(99, source.length))];
    }
    return bytes;
  }
}
