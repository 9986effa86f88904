package org.cloister.guard;

import static org.cloister.guard.Samples.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PluginLockTests {
  private static final Digest A = Digest.of("a");
  private static final Digest B = Digest.of("b");

  @TempDir Path folder;

  @Test
  void write_thenRead_isTheSame() throws IOException {
    Path file = folder.resolve("conf/plugins.lock");
    PluginLock lock =
        new PluginLock(
            List.of("# ours"), PluginLock.empty().with("b.jar", B).with("a.jar", A).bundles());
    lock.write(file);
    assertEquals(
        "# ours\n" + A.hex() + "  a.jar\n" + B.hex() + "  b.jar\n", Files.readString(file));
    assertEquals(lock, PluginLock.read(file));
    lock.without("a.jar").write(file);
    assertEquals(lock.without("a.jar"), PluginLock.read(file));
    try (Stream<Path> files = Files.list(file.getParent())) {
      assertEquals(1, files.count(), "no temporary file is left");
    }
  }

  @Test
  void read_noFile_trustsNothing() {
    assertFalse(PluginLock.read(folder.resolve("none")).trusts(A));
  }

  @Test
  void read_lineThatDoesNotFit_isNamed() throws IOException {
    Path file = folder.resolve("plugins.lock");
    for (String bad :
        List.of(
            A.hex() + " a.jar",
            A.hex() + " *a.jar",
            A.hex().substring(1) + "  a.jar",
            A.hex() + "  ../a.jar",
            "\\" + A.hex() + "  a",
            "x")) {
      Files.writeString(file, "# c\n\n" + B.hex() + "  b.jar\n" + bad + "\n");
      assertRefused(ErrorCode.PLUGIN_NOT_TRUSTED, "Line 4 of " + file, () -> PluginLock.read(file));
    }
    Files.writeString(file, A.hex() + "  a.jar\n" + B.hex() + "  a.jar\n");
    assertRefused(
        ErrorCode.PLUGIN_NOT_TRUSTED,
        "Line 2 of " + file + " names \"a.jar\" again",
        () -> PluginLock.read(file));
  }

  @Test
  void admit_notInTheLock_saysDigestAndCommand() {
    byte[] bytes = Samples.zip().bytes();
    Path file = Samples.file(folder, "sum.jar", bytes);
    PluginGuard guard = new PluginGuard(PluginLock.empty(), Grants.none());
    assertRefused(ErrorCode.PLUGIN_NOT_TRUSTED, Digest.of(bytes).hex(), () -> guard.admit(file));
    assertRefused(
        ErrorCode.PLUGIN_NOT_TRUSTED, "cloister plugin trust sum.jar", () -> guard.admit(file));
  }

  @Test
  void admit_changedAfterTrust_saysSo() {
    Path file = Samples.file(folder, "sum.jar", Samples.zip().bytes());
    PluginGuard guard = new PluginGuard(PluginLock.empty().with("sum.jar", A), Grants.none());
    assertRefused(
        ErrorCode.PLUGIN_NOT_TRUSTED, "changed after it was trusted", () -> guard.admit(file));
  }

  @Test
  void admit_trusted_holdsTheCheckedBytesAndGrants() throws IOException {
    byte[] bytes = Samples.zip().bytes();
    Path file = Samples.file(folder, "sum.jar", bytes);
    Path lock = folder.resolve("plugins.lock");
    Path grants = folder.resolve("grants.yaml");
    PluginGuard guard = PluginGuard.ofFiles(lock, grants);
    assertRefused(ErrorCode.PLUGIN_NOT_TRUSTED, "sum.jar", () -> guard.admit(file));
    PluginLock.empty().with("sum.jar", Digest.of(bytes)).write(lock);
    Files.writeString(
        grants, "# who may\ngrants:\n  com.example.sum: [nd4j, protection] # reviewed\n");
    AdmittedBundle bundle = guard.admit(file);
    Files.writeString(file, "other bytes");
    assertEquals(org.cloister.model.Bytes.of(bytes), bundle.content());
    assertEquals(java.util.Set.of(Grant.ND4J, Grant.PROTECTION), bundle.grants());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "grant:\n",
        "grants:\n com.example: [nd4j]\n",
        "grants:\n\tcom.example: [nd4j]\n",
        "grants:\n  com.example: nd4j\n",
        "grants:\n  com.example: [network]\n",
        "grants:\n  com.example: [nd4j, nd4j]\n",
        "grants:\n  com.example: [nd4j,]\n",
        "grants:\n  a: [nd4j]\n  a: []\n",
        "grants:\nother:\n"
      })
  void grants_textThatDoesNotFit_isRefusedWithItsLine(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("grants.yaml"), text);
    long last = text.lines().count();
    assertRefused(
        ErrorCode.GRANTS_INVALID, "Line " + last + " of " + file, () -> Grants.read(file));
  }

  @Test
  void grants_emptyOrMissingFile_grantNothing() throws IOException {
    assertTrue(Grants.read(folder.resolve("none")).of("com.example").isEmpty());
    assertTrue(
        Grants.read(Files.writeString(folder.resolve("g"), "grants:\n"))
            .of("com.example")
            .isEmpty());
  }
}
