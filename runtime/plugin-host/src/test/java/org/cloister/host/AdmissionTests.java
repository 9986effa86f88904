package org.cloister.host;

import static org.cloister.host.HostFixture.ask;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.cloister.model.ErrorCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdmissionTests {
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

  /**
   * Admits the folder, in which a good bundle lies beside the bad one, and requires that only the
   * bad one is refused.
   */
  private void assertQuarantined(ErrorCode code, String words, String fileName) {
    fixture.put("good.jar", GuestJar.aggregator("guest.good", "1.0.0", "good", 7));
    HostReport report = fixture.admitAll();
    assertEquals(1, report.quarantined().size(), report.toString());
    Quarantined refused = report.quarantined().get(0);
    assertEquals(fileName, refused.fileName());
    assertEquals(code, refused.code(), refused.reason());
    assertTrue(
        refused.reason().contains(words), () -> "wanted: " + words + "\nwas: " + refused.reason());
    assertTrue(refused.reason().contains(fileName), refused.reason());
    assertEquals(
        List.of("good.jar"),
        report.admitted().stream().map(plugin -> plugin.bundle().fileName()).toList());
    try (var lease = fixture.aggregator("good")) {
      assertEquals(7, ask(lease));
    }
    try {
      fixture.awaitEvent("admitted good.jar");
      fixture.awaitEvent("quarantined " + fileName);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void assertQuarantined(ErrorCode code, String words, GuestJar bad) {
    fixture.put("bad.jar", bad);
    assertQuarantined(code, words, "bad.jar");
  }

  private static GuestJar sum() {
    return GuestJar.aggregator("guest.sum", "1.0.0", "sum", 1);
  }

  @Test
  void admit_goodBundle_canBeLeased() {
    fixture.put("sum.jar", sum());
    HostReport report = fixture.admitAll();
    assertEquals(List.of(), report.quarantined());
    AdmittedPlugin plugin = report.admitted().get(0);
    assertEquals("guest.sum", plugin.bundle().symbolicName());
    assertEquals(1, plugin.roles().size());
    try (var lease = fixture.aggregator("sum")) {
      assertEquals(1, ask(lease));
      assertEquals(plugin.roles().get(0), lease.pin());
      assertEquals("aggregator", lease.pin().role());
      assertEquals("1.0.0", lease.pin().version());
      assertEquals(plugin.bundle().digest(), lease.pin().bundle());
    }
  }

  @Test
  void admit_sameFolderTwice_changesNothing() {
    fixture.put("sum.jar", sum());
    HostReport first = fixture.admitAll();
    assertEquals(first, fixture.admitAll());
    assertEquals(List.of("admitted sum.jar"), fixture.events);
  }

  @Test
  void admit_otherFilesInTheFolder_areLeftAlone() throws IOException {
    Files.writeString(fixture.plugins.resolve("README.md"), "plugins live here");
    assertEquals(new HostReport(List.of(), List.of()), fixture.admitAll());
  }

  @Test
  void admit_noZip_isQuarantined() {
    fixture.put("bad.jar", "no zip".getBytes(StandardCharsets.UTF_8));
    assertQuarantined(ErrorCode.PLUGIN_ARCHIVE_REFUSED, "it must be a zip file", "bad.jar");
  }

  @Test
  void admit_truncatedZip_isQuarantined() throws IOException {
    byte[] whole = Files.readAllBytes(sum().write(folder.resolve("whole.jar")));
    fixture.put("bad.jar", Arrays.copyOf(whole, whole.length / 2));
    assertQuarantined(ErrorCode.PLUGIN_ARCHIVE_REFUSED, "cut off", "bad.jar");
  }

  @Test
  void admit_duplicateEntries_isQuarantined() throws IOException {
    byte[] whole =
        Files.readAllBytes(
            sum()
                .file("guest/twin1", new byte[1])
                .file("guest/twin2", new byte[1])
                .write(folder.resolve("whole.jar")));
    fixture.put("bad.jar", replaced(whole, "guest/twin2", "guest/twin1"));
    assertQuarantined(ErrorCode.PLUGIN_ARCHIVE_REFUSED, "differ in more than case", "bad.jar");
  }

  @Test
  void admit_nameThatClimbsOut_isQuarantined() {
    assertQuarantined(
        ErrorCode.PLUGIN_ARCHIVE_REFUSED, "../../evil", sum().file("../../evil", new byte[1]));
  }

  @Test
  void admit_nestedJar_isQuarantined() {
    assertQuarantined(
        ErrorCode.PLUGIN_ARCHIVE_REFUSED,
        "another archive",
        sum().file("lib/other.jar", new byte[1]));
  }

  @Test
  void admit_noHeaders_isQuarantined() {
    assertQuarantined(
        ErrorCode.PLUGIN_HEADER_REFUSED,
        "must have Bundle-SymbolicName",
        sum().header("Bundle-SymbolicName", ""));
  }

  @Test
  void admit_fragment_isQuarantined() {
    assertQuarantined(
        ErrorCode.PLUGIN_HEADER_REFUSED,
        "Fragment-Host",
        sum().header("Fragment-Host", "system.bundle;extension:=framework"));
  }

  @Test
  void admit_requireBundle_isQuarantined() {
    assertQuarantined(
        ErrorCode.PLUGIN_HEADER_REFUSED,
        "Require-Bundle",
        sum().header("Require-Bundle", "system.bundle"));
  }

  @Test
  void admit_dynamicImport_isQuarantined() {
    assertQuarantined(
        ErrorCode.PLUGIN_HEADER_REFUSED,
        "DynamicImport-Package",
        sum().header("DynamicImport-Package", "*"));
  }

  @Test
  void admit_activator_isQuarantined() {
    assertQuarantined(
        ErrorCode.PLUGIN_HEADER_REFUSED,
        "Bundle-Activator",
        sum().header("Bundle-Activator", "guest.Entry"));
  }

  @Test
  void admit_entryClassMissing_isQuarantined() {
    assertQuarantined(
        ErrorCode.PLUGIN_HEADER_REFUSED,
        "guest/Other.class",
        sum().header("Provide-Capability", "org.cloister.plugin;class=guest.Other"));
  }

  @Test
  void admit_notTrusted_isQuarantined() {
    sum().write(fixture.plugins.resolve("bad.jar"));
    assertQuarantined(ErrorCode.PLUGIN_NOT_TRUSTED, "cloister plugin trust bad.jar", "bad.jar");
  }

  @Test
  void admit_changedAfterTrust_isQuarantined() {
    fixture.put("bad.jar", sum());
    GuestJar.aggregator("guest.sum", "1.0.0", "sum", 2).write(fixture.plugins.resolve("bad.jar"));
    assertQuarantined(ErrorCode.PLUGIN_NOT_TRUSTED, "changed after it was trusted", "bad.jar");
  }

  @Test
  void admit_importNobodyProvides_isQuarantined() {
    assertQuarantined(
        ErrorCode.PLUGIN_UNRESOLVED,
        "needs package \"com.example.missing\", which nobody provides",
        sum().imports("com.example.missing"));
  }

  @Test
  void admit_importOfTheHost_isQuarantined() {
    assertQuarantined(
        ErrorCode.PLUGIN_UNRESOLVED,
        "is no part of the plugin API",
        sum().imports("org.cloister.port"));
  }

  @Test
  void admit_importOfTheFramework_isQuarantined() {
    assertQuarantined(
        ErrorCode.PLUGIN_UNRESOLVED, "org.osgi.framework", sum().imports("org.osgi.framework"));
  }

  @Test
  void admit_otherCoreApi_isQuarantined() {
    assertQuarantined(
        ErrorCode.PLUGIN_UNRESOLVED,
        "org.cloister.spi in version [2.0,3.0), but only 0.1.0 is here; it was built against another core-api",
        sum()
            .header("Import-Package", "org.cloister.model,org.cloister.spi;version=\"[2.0,3.0)\""));
  }

  @Test
  void admit_newerJava_isQuarantined() {
    assertQuarantined(
        ErrorCode.PLUGIN_UNRESOLVED,
        "needs Java 99, this node runs Java " + Runtime.version().feature(),
        sum().header("Require-Capability", "osgi.ee;filter:=\"(&(osgi.ee=JavaSE)(version=99))\""));
  }

  @Test
  void admit_otherCapability_isQuarantined() {
    assertQuarantined(
        ErrorCode.PLUGIN_UNRESOLVED,
        "needs the capability \"osgi.extender",
        sum()
            .header(
                "Require-Capability", "osgi.extender;filter:=\"(osgi.extender=osgi.component)\""));
  }

  @Test
  void admit_staticInitialiserThrows_isQuarantined() {
    assertQuarantined(
        ErrorCode.PLUGIN_ENTRY_FAILED,
        "the static initialiser behind its entry class guest.Entry threw java.lang.IllegalStateException: \"no luck\"",
        GuestJar.entry(
            "guest.bad", "static { if (true) throw new IllegalStateException(\"no luck\"); }"));
  }

  @Test
  void admit_constructorThrows_isQuarantined() {
    assertQuarantined(
        ErrorCode.PLUGIN_ENTRY_FAILED,
        "its entry class guest.Entry threw guest.Entry$Own: \"no luck\"",
        GuestJar.entry(
            "guest.bad",
            "static class Own extends RuntimeException { Own() { super(\"no luck\"); } } public Entry() { throw new Own(); }"));
  }

  @Test
  void admit_constructorHangs_isQuarantined() {
    assertQuarantined(
        ErrorCode.PLUGIN_ENTRY_FAILED,
        "must return within 2000 ms",
        GuestJar.entry(
            "guest.bad",
            "public Entry() { while (true) { Thread.onSpinWait(); if (Thread.interrupted()) return; } }"));
  }

  @Test
  void admit_exceptionThatCannotBeDescribed_isQuarantined() {
    assertQuarantined(
        ErrorCode.PLUGIN_ENTRY_FAILED,
        "cannot be described",
        GuestJar.entry(
            "guest.bad",
            "public Entry() { throw new RuntimeException() { @Override public String getMessage() { throw new Error(); } }; }"));
  }

  @Test
  void admit_entryThatIsNoPlugin_isQuarantined() {
    assertQuarantined(
        ErrorCode.PLUGIN_ENTRY_FAILED,
        "implement org.cloister.spi.Plugin",
        new GuestJar("guest.bad", "1.0.0", "guest.Entry")
            .source("guest.Entry", "public final class Entry {}"));
  }

  @Test
  void admit_entryWithoutPublicConstructor_isQuarantined() {
    assertQuarantined(
        ErrorCode.PLUGIN_ENTRY_FAILED,
        "public constructor without parameters",
        GuestJar.entry("guest.bad", "public Entry(int x) {}"));
  }

  @Test
  void admit_classNeitherHeldNorImported_isQuarantined() {
    assertQuarantined(
        ErrorCode.PLUGIN_ENTRY_FAILED,
        "needs a class that the bundle neither holds nor imports",
        GuestJar.entry(
            "guest.bad", "public Entry() { org.slf4j.LoggerFactory.getLogger(\"x\"); }"));
  }

  @Test
  void admit_noRole_isQuarantined() {
    assertQuarantined(
        ErrorCode.PLUGIN_ENTRY_FAILED, "at least one role", GuestJar.entry("guest.bad", ""));
  }

  @Test
  void admit_badIds_areQuarantined() {
    assertQuarantined(
        ErrorCode.PLUGIN_ENTRY_FAILED,
        "The id of its aggregator must be",
        GuestJar.aggregator("guest.bad", "1.0.0", "../x", 1));
  }

  @Test
  void admit_sameIdTwiceInARole_isQuarantined() {
    assertQuarantined(
        ErrorCode.PLUGIN_ENTRY_FAILED,
        "offers \"x\" twice",
        GuestJar.entry(
            "guest.bad",
            """
            record Rule() implements SumAggregator {
              public String id() { return "x"; }
              public Aggregated aggregate(AggregationTask task, SummedUpdate sum) { return null; }
            }
            @Override public List<Aggregator> aggregators() { return List.of(new Rule(), new Rule()); }
            """));
  }

  @Test
  void admit_brokenContract_isQuarantined() {
    fixture.checking(
        (plugin, bundle) -> {
          if (bundle.symbolicName().equals("guest.sum")) {
            throw new IllegalStateException("the sum depends on its order");
          }
        });
    assertQuarantined(ErrorCode.PLUGIN_CONTRACT_BROKEN, "the sum depends on its order", sum());
  }

  @Test
  void admit_sameNameAndVersionTwice_isQuarantined() {
    fixture.put("zz.jar", GuestJar.aggregator("guest.good", "1.0.0", "good", 8));
    assertQuarantined(
        ErrorCode.PLUGIN_AMBIGUOUS, "guest.good 1.0.0 already serves, from \"good.jar\"", "zz.jar");
  }

  @Test
  void admit_brokenGrants_areQuarantined() throws IOException {
    fixture.put("sum.jar", sum());
    Files.writeString(fixture.grants, "grants: all\n");
    HostReport report = fixture.admitAll();
    assertEquals(ErrorCode.GRANTS_INVALID, report.quarantined().get(0).code());
    Files.writeString(fixture.grants, "grants:\n");
    assertEquals(List.of(), fixture.admitAll().quarantined());
  }

  @Test
  void admit_refusedBundle_leavesNothingInstalled() throws IOException {
    fixture.put(
        "bad.jar",
        GuestJar.entry("guest.bad", "public Entry() { throw new IllegalStateException(); }"));
    assertFalse(fixture.admitAll().quarantined().isEmpty());
    // Felix keeps a folder for each installed bundle; number 0 is its own.
    try (var bundles = Files.list(folder.resolve("felix"))) {
      assertEquals(
          List.of(),
          bundles
              .map(path -> path.getFileName().toString())
              .filter(name -> name.matches("bundle[1-9]\\d*"))
              .toList());
    }
  }

  private static byte[] replaced(byte[] bytes, String from, String to) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1).replace(from, to);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
    return out.toByteArray();
  }
}
