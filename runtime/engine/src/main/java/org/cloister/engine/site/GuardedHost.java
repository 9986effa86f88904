package org.cloister.engine.site;

import java.util.List;
import org.cloister.port.PassingHost;
import org.cloister.spi.protection.SessionHost;

/** The host of a session whose vector holds what a difference of two sums must not tell. */
final class GuardedHost extends PassingHost {

  private final GivenSums given;
  private final List<GivenSums.Quantity> quantities;

  GuardedHost(SessionHost host, GivenSums given, List<GivenSums.Quantity> quantities) {
    super(host);
    this.given = given;
    this.quantities = List.copyOf(quantities);
  }

  @Override
  public void admit(List<String> survivors) {
    super.admit(survivors);
    quantities.forEach(quantity -> given.admit(quantity, survivors));
  }
}
