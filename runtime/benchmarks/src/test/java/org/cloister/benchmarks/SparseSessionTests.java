package org.cloister.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.cloister.model.IntVector;
import org.cloister.spi.protection.CoordinatorSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A session of a thousand sites with the terms that the protocol itself finds. */
class SparseSessionTests {

  private record Same(long value, long length) implements IntVector {
    @Override
    public int modulusBits() {
      return 32;
    }

    @Override
    public void read(long offset, long[] target, int targetOffset, int count) {
      java.util.Arrays.fill(target, targetOffset, targetOffset + count, value);
    }
  }

  @Test
  @Tag("large")
  void sum_thousandSitesOfWhichATwentiethDropsOut_isExact() {
    try (MaskedSession session = new MaskedSession(1000, 32, 10, v -> v)) {
      session.contribute(site -> new Same(site, 10), 50);
      session.deliver();
      CoordinatorSession.Sum sum = session.hub.sum().orElseThrow();
      assertEquals(950, sum.survivors().size());
      long[] residues = new long[10];
      sum.residues().read(0, residues, 0, 10);
      for (long residue : residues) {
        assertEquals(949L * 950 / 2, residue);
      }
    }
  }
}
