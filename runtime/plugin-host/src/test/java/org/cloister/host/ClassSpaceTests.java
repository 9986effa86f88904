package org.cloister.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cloister.guard.PluginGuard;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;
import org.cloister.spi.Plugin;
import org.cloister.spi.protection.ProtectionPlugin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.factory.Nd4j;

class ClassSpaceTests {
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

  @Test
  void guest_seesTheApiAndNothingElse() throws ClassNotFoundException {
    fixture.put(
        "sum.jar",
        GuestJar.aggregator("guest.sum", "1.0.0", "sum", 1).imports("org.slf4j,java.util"));
    assertEquals(List.of(), fixture.admitAll().quarantined());
    try (var lease = fixture.aggregator("sum")) {
      ClassLoader guest = lease.role().getClass().getClassLoader();
      assertSame(Plugin.class, guest.loadClass("org.cloister.spi.Plugin"));
      assertSame(Digest.class, guest.loadClass("org.cloister.model.Digest"));
      assertNotNull(guest.loadClass("org.slf4j.Logger"));
      for (String hidden :
          List.of(
              PluginHost.class.getName(),
              PluginGuard.class.getName(),
              ProtectionPlugin.class.getName(),
              Nd4j.class.getName(),
              "org.cloister.port.package-info",
              "org.osgi.framework.Bundle",
              "org.apache.felix.framework.Felix",
              "org.junit.jupiter.api.Test",
              "javax.xml.parsers.DocumentBuilder",
              "sun.misc.Unsafe")) {
        assertThrows(ClassNotFoundException.class, () -> guest.loadClass(hidden), hidden);
        assertThrows(
            ClassNotFoundException.class, () -> Class.forName(hidden, true, guest), hidden);
        ClassLoader parent = guest.getParent();
        if (!hidden.startsWith("javax.") && !hidden.startsWith("sun.")) {
          assertThrows(
              ClassNotFoundException.class, () -> Class.forName(hidden, false, parent), hidden);
        }
      }
    }
  }

  @Test
  void guest_isConstructedUnderItsOwnContext() {
    fixture.put(
        "context.jar",
        GuestJar.aggregator("guest.context", "1.0.0", "context", 1)
            .source(
                "guest.Entry",
                """
                public final class Entry implements Plugin {
                  private final ClassLoader context = Thread.currentThread().getContextClassLoader();
                  @Override public List<Aggregator> aggregators() {
                    record Rule(String id) implements SumAggregator {
                      public Aggregated aggregate(AggregationTask task, SummedUpdate sum) { return null; }
                    }
                    return List.of(new Rule(context == Entry.class.getClassLoader() ? "own" : "foreign"));
                  }
                }
                """));
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    fixture.admitAll();
    fixture.aggregator("own").close();
    assertSame(before, Thread.currentThread().getContextClassLoader());
  }

  private static GuestJar quantizer() {
    return new GuestJar("guest.protection", "1.0.0", "guest.Entry")
        .imports("org.cloister.spi.protection;version=\"[0.1,0.2)\"")
        .source(
            "guest.Entry",
            """
            public final class Entry implements org.cloister.spi.protection.ProtectionPlugin {
              @Override public List<Aggregator> aggregators() {
                record Rule(String id) implements SumAggregator {
                  public Aggregated aggregate(AggregationTask task, SummedUpdate sum) { return null; }
                }
                return List.of(new Rule("beside"));
              }
            }
            """);
  }

  @Test
  void protection_withoutGrant_isQuarantined() {
    fixture.put("protection.jar", quantizer());
    Quarantined refused = fixture.admitAll().quarantined().get(0);
    assertEquals(ErrorCode.PLUGIN_UNRESOLVED, refused.code());
    assertEquals(
        "The bundle \"protection.jar\" is refused: it needs package org.cloister.spi.protection,"
            + " which is granted only to bundles listed under protection in conf/grants.yaml; if"
            + " you trust it with that, add the line \"  guest.protection: [protection]\".",
        refused.reason());
  }

  @Test
  void protection_withGrant_isAdmitted() throws IOException {
    fixture.put("protection.jar", quantizer());
    Files.writeString(fixture.grants, "grants:\n  guest.protection: [protection]\n");
    assertEquals(List.of(), fixture.admitAll().quarantined());
    try (var lease = fixture.aggregator("beside")) {
      ClassLoader guest = lease.role().getClass().getClassLoader();
      assertSame(ProtectionPlugin.class, assertLoads(guest, ProtectionPlugin.class.getName()));
      assertThrows(ClassNotFoundException.class, () -> guest.loadClass(Nd4j.class.getName()));
    }
  }

  @Test
  void protection_optionallyImportedWithoutGrant_isNotThere() {
    fixture.put(
        "sum.jar",
        GuestJar.aggregator("guest.sum", "1.0.0", "sum", 1)
            .imports("org.cloister.spi.protection;resolution:=optional"));
    assertEquals(List.of(), fixture.admitAll().quarantined());
    try (var lease = fixture.aggregator("sum")) {
      ClassLoader guest = lease.role().getClass().getClassLoader();
      assertThrows(
          ClassNotFoundException.class, () -> guest.loadClass(ProtectionPlugin.class.getName()));
    }
  }

  @Test
  void nd4j_withoutGrant_isQuarantined() {
    fixture.put(
        "network.jar",
        GuestJar.aggregator("guest.network", "1.0.0", "network", 1)
            .imports("org.nd4j.linalg.factory"));
    Quarantined refused = fixture.admitAll().quarantined().get(0);
    assertEquals(ErrorCode.PLUGIN_UNRESOLVED, refused.code());
    assertEquals(
        true,
        refused
            .reason()
            .contains(
                "needs package org.nd4j.linalg.factory, which is granted only to bundles listed"
                    + " under nd4j in conf/grants.yaml"),
        refused.reason());
  }

  @Test
  void nd4j_touchedByAConstructor_keepsALoaderOfTheHost() throws Exception {
    fixture.put(
        "network.jar",
        GuestJar.entry(
                "guest.network",
                """
                private final Number sum = org.nd4j.linalg.factory.Nd4j.create(3).sumNumber();
                @Override public List<Aggregator> aggregators() {
                  record Rule(String id) implements SumAggregator {
                    public Aggregated aggregate(AggregationTask task, SummedUpdate sum) { return null; }
                  }
                  return List.of(new Rule("sum-" + sum));
                }
                """)
            .imports("org.nd4j.linalg.factory,org.nd4j.linalg.api.ndarray"));
    Files.writeString(fixture.grants, "grants:\n  guest.network: [nd4j]\n");
    assertEquals(List.of(), fixture.admitAll().quarantined());
    fixture.aggregator("sum-3").close();
    assertSame(Nd4j.class, Nd4j.FIRST_CONTEXT.loadClass(Nd4j.class.getName()));
    assertThrows(ClassNotFoundException.class, () -> Nd4j.FIRST_CONTEXT.loadClass("guest.Entry"));
  }

  @Test
  void nd4j_packageThatIsNotShown_isQuarantined() throws IOException {
    fixture.put(
        "network.jar",
        GuestJar.aggregator("guest.network", "1.0.0", "network", 1).imports("org.nd4j.linalg.cpu"));
    Files.writeString(fixture.grants, "grants:\n  guest.network: [nd4j]\n");
    assertEquals(
        true,
        fixture
            .admitAll()
            .quarantined()
            .get(0)
            .reason()
            .contains("which this installation does not show"));
  }

  private static Class<?> assertLoads(ClassLoader loader, String name) {
    try {
      return loader.loadClass(name);
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }
}
