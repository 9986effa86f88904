package org.cloister.engine.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.stream.LongStream;
import org.cloister.engine.Effect;
import org.cloister.engine.SiteMemory;
import org.cloister.spi.SiteState;
import org.junit.jupiter.api.Test;

class TrainingsTests {
  private final Trainings trainings = new Trainings(SiteMemory.blank());

  private SiteMemory worked(long ask) {
    SiteMemory next = new SiteMemory(SiteState.empty(), Optional.empty(), Optional.empty(), ask);
    trainings.begun(ask);
    trainings.worked(ask, next);
    return next;
  }

  @Test
  void commit_ofATraining_isRememberedOnce() {
    SiteMemory next = worked(7);
    assertTrue(trainings.waits(7));
    assertEquals(Optional.of(new Effect.Remember(7, next)), trainings.commit(7));
    assertSame(next, trainings.memory());
    assertEquals(Optional.empty(), trainings.commit(7));
  }

  @Test
  void begun_tenThousandWithoutAWord_keepsTheLastFew() {
    LongStream.range(0, 10_000).forEach(this::worked);
    long waiting = LongStream.range(0, 10_000).filter(trainings::waits).count();
    assertTrue(waiting > 1 && waiting <= 100, "kept " + waiting);
    assertTrue(trainings.waits(9_999));
    assertFalse(trainings.waits(0));
    assertEquals(Optional.empty(), trainings.commit(0));
  }

  @Test
  void worked_afterItWasWithdrawn_isNotKept() {
    trainings.begun(1);
    trainings.withdraw(1);
    trainings.worked(1, SiteMemory.blank());
    assertFalse(trainings.waits(1));
  }
}
