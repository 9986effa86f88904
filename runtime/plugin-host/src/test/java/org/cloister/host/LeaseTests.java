package org.cloister.host;

import static org.cloister.host.HostFixture.ask;
import static org.cloister.host.HostFixture.assertFails;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.cloister.model.ErrorCode;
import org.cloister.spi.Aggregator;
import org.cloister.spi.Role;
import org.cloister.spi.Trainer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeaseTests {
  @TempDir Path folder;
  private HostFixture fixture;

  @BeforeEach
  void start() {
    fixture = new HostFixture(folder);
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  private int answer(String range) {
    try (var lease = fixture.host().lease(Aggregator.class, "sum", VersionRange.parse(range))) {
      return ask(lease);
    }
  }

  @Test
  void lease_severalVersions_takesTheHighestInTheRange() {
    fixture.put("sum-1.jar", GuestJar.aggregator("guest.sum", "0.1.0", "sum", 10));
    fixture.put("sum-2.jar", GuestJar.aggregator("guest.sum", "0.1.9", "sum", 19));
    fixture.put("sum-3.jar", GuestJar.aggregator("guest.sum", "0.10.0", "sum", 100));
    assertEquals(List.of(), fixture.admitAll().quarantined());
    assertEquals(19, answer("[0.1,0.2)"));
    assertEquals(10, answer("[0.1,0.1]"));
    assertEquals(100, answer("0.1"));
    assertEquals(100, answer("(0.1.9,1)"));
    assertFails(
        ErrorCode.PLUGIN_NOT_FOUND,
        "must have a version in [1.0.0,2.0.0), there is 0.1.0, 0.1.9, 0.10.0",
        () -> answer("[1,2)"));
  }

  @Test
  void lease_twoBundlesOfferTheSame_isAmbiguous() {
    fixture.put("a.jar", GuestJar.aggregator("guest.a", "1.0.0", "sum", 1));
    fixture.put("b.jar", GuestJar.aggregator("guest.b", "1.0.0", "sum", 2));
    assertEquals(List.of(), fixture.admitAll().quarantined());
    assertFails(
        ErrorCode.PLUGIN_AMBIGUOUS, "version 1.0.0 of it is in a.jar and b.jar", () -> answer("0"));
    fixture.put("c.jar", GuestJar.aggregator("guest.b", "1.1.0", "sum", 3));
    fixture.admitAll();
    assertEquals(3, answer("0"));
  }

  @Test
  void lease_unknownId_namesTheNearestAndTheQuarantined() {
    fixture.put("sum.jar", GuestJar.aggregator("guest.sum", "1.0.0", "fed-avg", 1));
    fixture.put("other.jar", GuestJar.aggregator("guest.other", "1.0.0", "median", 1));
    GuestJar.aggregator("guest.bad", "1.0.0", "fed-sgd", 1)
        .write(fixture.plugins.resolve("bad.jar"));
    fixture.admitAll();
    assertFails(
        ErrorCode.PLUGIN_NOT_FOUND,
        "There is no aggregator named \"fed-avq\". Nearest are fed-avg, median. It may be in a bundle that was refused: \"bad.jar\" (CL-0302); cloister plugin list tells why.",
        () -> fixture.aggregator("fed-avq"));
    assertFails(
        ErrorCode.PLUGIN_NOT_FOUND,
        "No admitted bundle offers that role",
        () -> fixture.host().lease(Trainer.class, "sgd", VersionRange.any()));
  }

  @Test
  void lease_typeThatIsNoRole_isABug() {
    assertFails(
        ErrorCode.INTERNAL,
        "must be a role that Plugin lists",
        () -> fixture.host().lease(Role.class, "sum", VersionRange.any()));
  }

  @Test
  void role_afterClose_isABug() {
    fixture.put("sum.jar", GuestJar.aggregator("guest.sum", "1.0.0", "sum", 1));
    fixture.admitAll();
    Lease<Aggregator> lease = fixture.aggregator("sum");
    lease.close();
    lease.close();
    assertFails(ErrorCode.INTERNAL, "was closed", lease::role);
    assertEquals(1, answer("0"));
  }
}
