package org.cloister.engine.coordinator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.cloister.model.Digest;
import org.cloister.spi.protection.Agreed;
import org.junit.jupiter.api.Test;

class GroupAgreementsTests {
  private static final Digest ONE = Digest.of("one");
  private static final Digest TWO = Digest.of("two");

  private static Agreed keys(Digest digest) {
    return new Agreed(Optional.of(digest), Optional.empty());
  }

  @Test
  void of_oneGroup_isWhatItsSessionSays() {
    assertEquals(keys(ONE), GroupAgreements.of(List.of(keys(ONE))));
    assertEquals(Agreed.none(), GroupAgreements.of(List.of(Agreed.none())));
  }

  @Test
  void of_severalGroups_isOneDigestOverAllInTheirOrder() {
    String lines = "cloister-groups/1\n" + ONE + "\n-\n" + TWO + "\n";
    assertEquals(
        keys(Digest.of(lines)), GroupAgreements.of(List.of(keys(ONE), Agreed.none(), keys(TWO))));
    assertEquals(Agreed.none(), GroupAgreements.of(List.of(Agreed.none(), Agreed.none())));
  }
}
