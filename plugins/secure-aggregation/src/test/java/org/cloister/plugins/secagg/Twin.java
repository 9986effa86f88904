package org.cloister.plugins.secagg;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import org.cloister.model.Bytes;
import org.cloister.model.Digest;
import org.cloister.model.Settings;
import org.cloister.port.PassingHost;
import org.cloister.port.Protection;
import org.cloister.spi.protection.SessionHost;
import org.cloister.tck.ConformanceCase;
import org.cloister.tck.SessionConformance;
import org.cloister.tck.SessionDesks;

/**
 * The protocol with a check left out: what the check is there for then happens. There is no such
 * thing outside of tests.
 *
 * @param site the checks of all sites
 * @param hub those of the coordinator
 * @param forgetful whether the journals of the sites keep nothing
 */
record Twin(SiteChecks site, HubChecks hub, boolean forgetful) {

  static Twin of(SiteChecks site) {
    return new Twin(site, new HubChecks(), false);
  }

  static Twin of(HubChecks hub) {
    return new Twin(new SiteChecks(), hub, false);
  }

  /** Of the parts of a case the one of that number, with {@code sites} sites. */
  ConformanceCase play(String name, int part, int sites, Settings settings) {
    BonawitzAggregation role = new BonawitzAggregation(site, hub);
    Protection desks = forgetful ? new ForgetfulDesks() : new SessionDesks();
    return new SessionConformance(
            role, ConformanceTests.plan(role, sites, settings), Map.of(), desks)
        .parts(name)
        .get(part);
  }

  /** It happens with the check left out, and does not with it. */
  void assertHappens(String what, String name, int part, int sites) {
    assertHappens(what, name, part, sites, Settings.none());
  }

  /** The same with settings of the protocol. */
  void assertHappens(String what, String name, int part, int sites, Settings settings) {
    ConformanceCase broken = play(name, part, sites, settings);
    assertFalse(broken.passed(), broken::toString);
    assertTrue(broken.observed().contains(what), broken::toString);
    Twin whole = new Twin(new SiteChecks(), new HubChecks(), false);
    ConformanceCase refused = whole.play(name, part, sites, settings);
    assertTrue(refused.passed(), refused::toString);
  }

  /** Journals without a memory. */
  private static final class ForgetfulDesks implements Protection {
    private final SessionDesks desks = new SessionDesks();

    @Override
    public SecureRandom random() {
      return desks.random();
    }

    @Override
    public SessionHost session(Digest context, String self) {
      return new PassingHost(desks.session(context, self)) {
        @Override
        public void journal(String name, Bytes entry) {}

        @Override
        public Optional<Bytes> journalled(String name) {
          return Optional.empty();
        }
      };
    }
  }
}
