package org.cloister.host;

import static org.cloister.host.HostFixture.ask;
import static org.cloister.host.HostFixture.assertFails;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.cloister.guard.BundleFacts;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.PluginPin;
import org.cloister.spi.Aggregator;
import org.cloister.spi.Plugin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.factory.Nd4j;

/** Bundles that compute with ND4J: on offer at once, checked when first used. */
class NativeBundleTests {
  @TempDir Path folder;
  private HostFixture fixture;
  private final List<String> checked = new CopyOnWriteArrayList<>();
  private final Set<String> broken = ConcurrentHashMap.newKeySet();

  @BeforeEach
  void start() throws IOException {
    fixture = new HostFixture(folder).checking(this::check);
    Files.writeString(fixture.grants, "grants:\n  guest.net: [nd4j]\n");
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  private void check(Plugin plugin, BundleFacts facts) {
    checked.add(facts.fileName());
    if (broken.contains(facts.fileName())) {
      throw new CloisterException(ErrorCode.PLUGIN_CONTRACT_BROKEN, "it breaks a rule.");
    }
  }

  private static GuestJar net(String version, int number) {
    return GuestJar.aggregator("guest.net", version, "net", number)
        .imports("org.nd4j.linalg.factory,org.nd4j.linalg.api.ndarray");
  }

  private boolean isChecked() {
    return fixture.host().report().admitted().get(0).checked();
  }

  @Test
  void admit_isOnOfferAndUnchecked_untilItIsLeased() {
    fixture.put("net.jar", net("1.0.0", 7));
    HostReport report = fixture.admitAll();
    assertEquals(List.of(), report.quarantined());
    assertEquals("net", report.admitted().get(0).roles().get(0).id());
    assertFalse(isChecked());
    assertEquals(List.of(), checked);
    for (int i = 0; i < 2; i++) {
      try (var lease = fixture.aggregator("net")) {
        assertEquals(7, ask(lease));
      }
    }
    assertTrue(isChecked());
    assertEquals(List.of("net.jar"), checked);
  }

  /** A job does not pay for the checks of plugins that it does not use. */
  @Test
  void admit_withoutNd4j_isUncheckedUntilItIsLeasedToo() {
    fixture.put("net.jar", GuestJar.aggregator("guest.net", "1.0.0", "net", 7));
    fixture.put("other.jar", GuestJar.aggregator("guest.other", "1.0.0", "other", 8));
    fixture.admitUnchecked();
    assertEquals(List.of(), checked);
    try (var lease = fixture.aggregator("net")) {
      assertEquals(7, ask(lease));
    }
    assertEquals(List.of("net.jar"), checked);
  }

  @Test
  void checkAll_grantThatIsNotUsed_isChecked() {
    fixture.put("net.jar", GuestJar.aggregator("guest.net", "1.0.0", "net", 7));
    fixture.admitUnchecked();
    assertFalse(isChecked());
    fixture.host().checkAll();
    assertTrue(isChecked());
    assertEquals(List.of("net.jar"), checked);
  }

  @Test
  void lease_withoutNd4jAndBroken_isRefusedWithTheReason() {
    fixture.put("net.jar", GuestJar.aggregator("guest.net", "1.0.0", "net", 7));
    broken.add("net.jar");
    fixture.admitUnchecked();
    for (int i = 0; i < 2; i++) {
      assertFails(
          ErrorCode.PLUGIN_CONTRACT_BROKEN, "it breaks a rule", () -> fixture.aggregator("net"));
    }
  }

  @Test
  void lease_twoThreadsAtOnce_checksOnce() throws Exception {
    fixture.put("net.jar", net("1.0.0", 7));
    fixture.admitAll();
    List<FutureTask<Integer>> callers = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      FutureTask<Integer> caller =
          new FutureTask<>(
              () -> {
                try (var lease = fixture.aggregator("net")) {
                  return ask(lease);
                }
              });
      callers.add(caller);
      new Thread(caller, "caller").start();
    }
    for (FutureTask<Integer> caller : callers) {
      assertEquals(7, caller.get(20, TimeUnit.SECONDS));
    }
    assertEquals(List.of("net.jar"), checked);
  }

  @Test
  void lease_checkFails_isQuarantinedAndRefusedEachTimeInTheSameWords() throws Exception {
    fixture.put("net.jar", net("1.0.0", 7));
    broken.add("net.jar");
    PluginPin pin = fixture.admitAll().admitted().get(0).roles().get(0);
    for (int i = 0; i < 2; i++) {
      assertFails(
          ErrorCode.PLUGIN_CONTRACT_BROKEN,
          "The bundle \"net.jar\" is refused: its contract check failed: it breaks a rule",
          () -> fixture.aggregator("net"));
      assertFails(
          ErrorCode.PLUGIN_CONTRACT_BROKEN,
          "The bundle \"net.jar\" is refused",
          () -> fixture.host().lease(Aggregator.class, pin));
    }
    assertEquals(List.of("net.jar"), checked);
    HostReport report = fixture.host().report();
    assertEquals(List.of(), report.admitted());
    assertEquals(ErrorCode.PLUGIN_CONTRACT_BROKEN, report.quarantined().get(0).code());
    fixture.awaitEvent("quarantined net.jar");
    assertFails(
        ErrorCode.PLUGIN_NOT_FOUND,
        "a bundle that was refused: \"net.jar\"",
        () -> fixture.aggregator("sum"));
  }

  @Test
  void lease_checkFails_anotherVersionServes() {
    fixture.put("net-1.jar", net("1.0.0", 1));
    fixture.put("net-2.jar", net("2.0.0", 2));
    broken.add("net-2.jar");
    fixture.admitAll();
    try (var lease = fixture.aggregator("net")) {
      assertEquals(1, ask(lease));
    }
    assertFails(
        ErrorCode.PLUGIN_CONTRACT_BROKEN,
        "\"net-2.jar\" is refused",
        () -> fixture.host().lease(Aggregator.class, "net", VersionRange.parse("[2,3)")));
  }

  @Test
  void admit_whatWasRefusedAtFirstUse_isTriedAgain() {
    fixture.put("net.jar", net("1.0.0", 7));
    broken.add("net.jar");
    fixture.admitAll();
    assertFails(ErrorCode.PLUGIN_CONTRACT_BROKEN, "is refused", () -> fixture.aggregator("net"));
    broken.clear();
    assertEquals(List.of(), fixture.admitAll().quarantined());
    fixture.aggregator("net").close();
  }

  @Test
  void swap_whileUnused_checksTheFreshOneAndNeverTheOld() {
    fixture.put("net-1.jar", net("1.0.0", 1));
    fixture.admitAll();
    fixture.host().swap(fixture.put("net-2.jar", net("2.0.0", 2)));
    assertEquals(List.of("net-2.jar"), checked);
    assertTrue(isChecked());
    try (var lease = fixture.aggregator("net")) {
      assertEquals(2, ask(lease));
    }
    assertEquals(List.of("net-2.jar"), checked);
  }

  @Test
  void swap_toABrokenOneWhileUnused_leavesTheOldOnOffer() {
    fixture.put("net-1.jar", net("1.0.0", 1));
    fixture.admitAll();
    broken.add("net-2.jar");
    Path fresh = fixture.put("net-2.jar", net("2.0.0", 2));
    assertFails(ErrorCode.PLUGIN_CONTRACT_BROKEN, "is refused", () -> fixture.host().swap(fresh));
    assertFalse(isChecked());
    try (var lease = fixture.aggregator("net")) {
      assertEquals(1, ask(lease));
    }
    assertEquals(List.of("net-2.jar", "net-1.jar"), checked);
  }

  @Test
  void construct_seesNd4jAndNothingElseThroughItsContext() throws Exception {
    ClassLoader context = new Nd4jContext(PluginHost.class.getClassLoader());
    assertEquals(Nd4j.class, context.loadClass("org.nd4j.linalg.factory.Nd4j"));
    for (String hidden : List.of(PluginHost.class.getName(), Plugin.class.getName())) {
      assertThrows(ClassNotFoundException.class, () -> context.loadClass(hidden));
    }
    assertNull(context.getResource("there/is/no/such/resource"));
    assertInstanceOf(URL.class, context.getResource("org/nd4j/linalg/factory/Nd4j.class"));
  }
}
