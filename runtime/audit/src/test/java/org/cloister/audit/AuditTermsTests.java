package org.cloister.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AuditTermsTests {

  @Test
  void quorum_ofTheDesignsTable_isTheTables() {
    List<Integer> quorums =
        IntStream.of(1, 2, 3, 4, 5, 7, 10).map(AuditTerms::quorum).boxed().toList();
    assertEquals(List.of(1, 2, 3, 3, 4, 5, 8), quorums);
  }

  @Test
  void quorum_ofAnyNumber_isAMajorityThatNeverFalls() {
    for (int n = 1; n <= 64; n++) {
      assertTrue(2 * AuditTerms.quorum(n) > n && AuditTerms.quorum(n) <= n, "of " + n);
      assertTrue(AuditTerms.quorum(n) >= AuditTerms.quorum(n - 1), "of " + n);
    }
  }
}
