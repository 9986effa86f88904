package org.cloister.engine.site;

import java.util.List;
import org.cloister.port.PassingHost;
import org.cloister.spi.protection.SessionHost;

/** The host of a session whose vector holds what does not change from round to round. */
final class GuardedHost extends PassingHost {

  private final GivenSums given;

  GuardedHost(SessionHost host, GivenSums given) {
    super(host);
    this.given = given;
  }

  @Override
  public void admit(List<String> survivors) {
    super.admit(survivors);
    given.admit(survivors);
  }
}
