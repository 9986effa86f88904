package org.cloister.plugins.secagg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.cloister.model.Bytes;
import org.cloister.model.Digest;
import org.cloister.spi.protection.Agreed;
import org.junit.jupiter.api.Test;

/** What goes on the record of a round is what its sites signed. */
class AgreedTests {

  private static Optional<Digest> digest(Bytes sha) {
    return Optional.of(new Digest(HexFormat.of().formatHex(sha.toArray())));
  }

  private static Survivors toldToSites(Stage stage) {
    return Survivors.decode(
        stage.seen().stream()
            .filter(letter -> letter.message().step().equals(Steps.SURVIVORS))
            .findFirst()
            .orElseThrow()
            .message()
            .body(),
        stage.plan.roster().size());
  }

  @Test
  void sum_anySession_namesTheKeysAndSurvivorsThatSitesSigned() {
    for (List<String> lost : List.of(List.<String>of(), List.of("site-2"))) {
      try (Stage stage = new Stage(new BonawitzAggregation(), Stage.plan(4, 16, 5))) {
        stage.start().deliver();
        lost.forEach(stage::silence);
        stage.contribute().finish();
        Survivors told = toldToSites(stage);
        assertEquals(
            new Agreed(digest(told.transcript()), digest(told.statement())),
            stage.hub.sum().orElseThrow().agreed());
      }
    }
  }

  @Test
  void sum_twoSessions_haveNothingInCommon() {
    try (Stage one = new Stage(new BonawitzAggregation(), Stage.plan(3, 16, 5));
        Stage other = new Stage(new BonawitzAggregation(), Stage.plan(3, 16, 5))) {
      Agreed first = one.play().hub.sum().orElseThrow().agreed();
      Agreed second = other.play().hub.sum().orElseThrow().agreed();
      assertNotEquals(first.keyMessages(), second.keyMessages());
      assertNotEquals(first.survivors(), second.survivors());
      assertTrue(first.keyMessages().isPresent());
    }
  }
}
