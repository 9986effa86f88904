package org.cloister.engine.coordinator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.cloister.engine.EffectQueue;
import org.cloister.model.Resources;
import org.cloister.spi.Event;
import org.junit.jupiter.api.Test;

class SitesTests {
  private static final Resources RESOURCES = new Resources(1, 0, 0, 1, 0);

  @Test
  void news_tellsWhatChangedInRosterOrder() {
    Sites sites = new Sites(List.of("a", "b", "c"), new EffectQueue());
    sites.join("c", RESOURCES);
    sites.join("a", RESOURCES);
    assertEquals(List.of(new Event.Joined(1, "a"), new Event.Joined(1, "c")), sites.news(1));
    assertEquals(List.of(), sites.news(1));
    sites.leave("a");
    sites.join("b", RESOURCES);
    assertEquals(List.of(new Event.Left(2, "a"), new Event.Joined(2, "b")), sites.news(2));
  }

  @Test
  void news_siteThatLeftAndCameBack_isStillThere() {
    Sites sites = new Sites(List.of("a"), new EffectQueue());
    sites.join("a", RESOURCES);
    sites.news(0);
    sites.leave("a");
    sites.join("a", RESOURCES);
    assertEquals(List.of(), sites.news(1));
    assertEquals(List.of("a"), sites.here());
  }
}
