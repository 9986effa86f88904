package org.cloister.guard;

import static org.cloister.guard.Samples.assertRefused;
import static org.cloister.guard.Samples.withHeader;
import static org.cloister.guard.Samples.withHeaderInstead;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.cloister.model.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderCheckTests {
  @TempDir Path folder;

  private BundleFacts examine(byte[] bytes) {
    return PluginGuard.examine(Samples.file(folder, "sum.jar", bytes));
  }

  private void assertHeaderRefused(String words, byte[] bytes) {
    assertRefused(ErrorCode.PLUGIN_HEADER_REFUSED, words, () -> examine(bytes));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Fragment-Host: system.bundle;extension:=framework",
        "Require-Bundle: system.bundle",
        "DynamicImport-Package: *",
        "Bundle-Activator: com.example.Sum",
        "ExtensionBundle-Activator: com.example.Sum",
        "Bundle-NativeCode: x.so",
        "Export-Package: com.example",
        "Service-Component: OSGI-INF/x.xml",
        "Import-Service: x",
        "Export-Service: x",
        "Multi-Release: true",
        "Launcher-Agent-Class: com.example.Sum"
      })
  void examine_forbiddenHeader_isRefused(String header) {
    String name = header.substring(0, header.indexOf(':'));
    assertHeaderRefused("must not have " + name, withHeader(header));
    assertHeaderRefused(
        "must not have " + name,
        withHeader(header.replace(name, name.toUpperCase(java.util.Locale.ROOT))));
  }

  @Test
  void examine_missingHeader_isRefused() {
    assertHeaderRefused(
        "must have Bundle-ManifestVersion", withHeaderInstead("Bundle-ManifestVersion: 2\n", ""));
    assertHeaderRefused(
        "must have Bundle-SymbolicName",
        withHeaderInstead("Bundle-SymbolicName: com.example.sum\n", ""));
    assertHeaderRefused(
        "must have Bundle-Version", withHeaderInstead("Bundle-Version: 1.2.0\n", ""));
    assertHeaderRefused(
        "Provide-Capability must be exactly one",
        withHeaderInstead("Provide-Capability", "X-Capability"));
  }

  @Test
  void examine_valueThatDoesNotFit_isRefused() {
    assertHeaderRefused(
        "must be 2, was \"1\"", withHeaderInstead("ManifestVersion: 2", "ManifestVersion: 1"));
    assertHeaderRefused(
        "one plain name",
        withHeaderInstead("com.example.sum\n", "com.example.sum;singleton:=true\n"));
    assertHeaderRefused(
        "the framework's own", withHeaderInstead("com.example.sum\n", "system.bundle\n"));
    assertHeaderRefused("a version such as", withHeaderInstead("1.2.0", "1.2.x"));
    assertHeaderRefused(
        "Bundle-ClassPath must be \".\"", withHeader("Bundle-ClassPath: .,lib/x.jar"));
    assertHeaderRefused(
        "Use Import-Package", withHeaderInstead("osgi.ee;filter", "osgi.wiring.bundle;filter"));
  }

  @Test
  void examine_entryThatDoesNotFit_isRefused() {
    assertHeaderRefused(
        "must name the entry class", withHeaderInstead("class=\"com.example.Sum\"", "name=\"x\""));
    assertHeaderRefused(
        "must name the entry class", withHeaderInstead("com.example.Sum", "../Sum"));
    assertHeaderRefused(
        "has no \"com/example/Other.class\"",
        withHeaderInstead("com.example.Sum", "com.example.Other"));
    assertHeaderRefused(
        "exactly one",
        withHeaderInstead(
            "class=\"com.example.Sum\"",
            "class=\"com.example.Sum\",org.cloister.plugin;class=\"com.example.B\""));
    assertHeaderRefused(
        "exactly one",
        withHeaderInstead(
            "class=\"com.example.Sum\"", "class=\"com.example.Sum\",osgi.ee;osgi.ee=JavaSE"));
  }

  @Test
  void examine_manifestWithTwoReadings_isRefused() {
    assertHeaderRefused("there twice", withHeader("bundle-version: 2.0.0"));
    assertHeaderRefused(
        "control characters", withHeader("X-Note: a\rBundle-Activator: com.example.Sum"));
    assertHeaderRefused("must be \"Name: value\"", withHeader("no header"));
    assertHeaderRefused("must begin with", Samples.ofManifest("\n" + Samples.MANIFEST));
    assertHeaderRefused("cannot be read", withHeaderInstead("[0.1,0.2)\"", "[0.1,0.2)"));
  }

  @Test
  void examine_continuedLines_areJoined() {
    assertEquals(
        "com.example.sum",
        examine(withHeaderInstead("com.example.sum\n", "com.exam\r\n ple.su\n m\n"))
            .symbolicName());
  }

  @Test
  void parse_quotedValues_keepTheirSeparators() {
    assertEquals(
        List.of(
            new HeaderClause(
                List.of("a", "b"), Map.of("version", "[1,2)"), Map.of("uses", "c,d;e")),
            new HeaderClause(List.of("f"), Map.of("x", "say \"hi\""), Map.of())),
        HeaderClause.parse(
            "a ; b;version=\"[1,2)\"; uses:=\"c,d;e\" , f;x:String=\"say \\\"hi\\\"\""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ",",
        "a,",
        "a;",
        ";a",
        "a;b=",
        "a;=b",
        "a;b=\"c",
        "a;b=c;d",
        "a;b=1;b=2",
        "a;b=\"c\"d",
        "\"a\""
      })
  void parse_textThatDoesNotFit_isRefused(String header) {
    assertRefused(
        ErrorCode.PLUGIN_HEADER_REFUSED, "A header must have", () -> HeaderClause.parse(header));
  }
}
