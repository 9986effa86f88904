package org.cloister.engine.site;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.cloister.engine.site.GivenSums.Quantity;
import org.cloister.model.CloisterException;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;
import org.cloister.tck.SessionDesks;
import org.junit.jupiter.api.Test;

class GivenSumsTests {
  private static final List<String> ALL = List.of("a", "b", "c", "d", "e");
  private static final List<String> FOUR = ALL.subList(0, 4);
  private static final Quantity ONE = Quantity.trained(Digest.of("one model"));
  private static final Quantity OTHER = Quantity.trained(Digest.of("another"));

  private final SessionDesks desks = new SessionDesks();
  private GivenSums given = again();

  /** The site after a restart. */
  private GivenSums again() {
    return new GivenSums(ALL, () -> desks.session(Digest.of("given"), "a"));
  }

  private void refused(Quantity quantity, List<String> sites) {
    CloisterException refused =
        assertThrows(CloisterException.class, () -> given.admit(quantity, sites));
    assertEquals(ErrorCode.SURVIVORS_REFUSED, refused.code());
  }

  @Test
  void admit_oneSiteFewer_isRefusedForTheSameQuantityAlone() {
    given.admit(ONE, ALL);
    refused(ONE, FOUR);
    assertDoesNotThrow(() -> given.admit(OTHER, FOUR));
    assertDoesNotThrow(() -> given.admit(Quantity.LASTING, FOUR));
    assertDoesNotThrow(() -> given.admit(ONE, ALL));
  }

  @Test
  void admit_afterARestart_knowsWhatWasGivenBefore() {
    given.admit(ONE, ALL);
    given.admit(Quantity.LASTING, ALL);
    given = again();
    refused(ONE, FOUR);
    refused(Quantity.LASTING, FOUR);
    given.admit(OTHER, FOUR);
    given = again();
    refused(OTHER, ALL);
    given.admit(ONE, ALL);
  }
}
