package org.cloister.guard;

import static org.cloister.guard.Samples.assertRefused;
import static org.cloister.guard.Samples.zip;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BundleArchiveTests {
  @TempDir Path folder;

  private BundleFacts examine(byte[] bytes) {
    return BundleArchive.of("sum.jar", bytes).facts();
  }

  private void assertArchiveRefused(String words, byte[] bytes) {
    assertRefused(ErrorCode.PLUGIN_ARCHIVE_REFUSED, words, () -> examine(bytes));
  }

  @Test
  void examine_plainBundle_isTold() {
    BundleFacts facts = examine(zip().bytes());
    assertEquals("com.example.sum", facts.symbolicName());
    assertEquals("1.2.0", facts.version().toString());
    assertEquals("com.example.Sum", facts.entryClass());
    assertEquals("sum.jar", facts.fileName());
  }

  @Test
  void examine_jarOfTheJdk_isTold() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JarOutputStream jar = new JarOutputStream(bytes)) {
      jar.putNextEntry(new ZipEntry("META-INF/MANIFEST.MF"));
      jar.write(Samples.MANIFEST.getBytes(StandardCharsets.UTF_8));
      jar.putNextEntry(new ZipEntry("com/example/"));
      jar.putNextEntry(new ZipEntry("com/example/Sum.class"));
      jar.write(Samples.CLASS);
    }
    assertEquals("com.example.Sum", examine(bytes.toByteArray()).entryClass());
  }

  @Test
  void examine_noFile_isRefused() {
    assertRefused(
        ErrorCode.PLUGIN_ARCHIVE_REFUSED,
        "there is none at",
        () -> PluginGuard.examine(folder.resolve("no.jar")));
  }

  @Test
  void examine_noZip_isRefused() {
    assertArchiveRefused("it must be a zip file", "hello".getBytes(StandardCharsets.UTF_8));
    assertArchiveRefused("it must be a zip file", new byte[0]);
    assertArchiveRefused("it must be a zip file", new byte[4096]);
  }

  @Test
  void examine_truncatedAnywhere_isRefused() {
    byte[] whole = zip().bytes();
    for (int length = 0; length < whole.length; length++) {
      byte[] part = Arrays.copyOf(whole, length);
      assertRefused(ErrorCode.PLUGIN_ARCHIVE_REFUSED, "sum.jar", () -> examine(part));
    }
  }

  @Test
  void examine_oneBitChanged_isRefusedOrUnchangedInMeaning() {
    byte[] whole = zip().bytes();
    for (int bit = 0; bit < 8 * whole.length; bit++) {
      byte[] changed = whole.clone();
      changed[bit / 8] ^= (byte) (1 << (bit % 8));
      try {
        // Some bits (dates, version made by) say nothing that anyone reads.
        assertEquals("com.example.Sum", examine(changed).entryClass());
      } catch (CloisterException e) {
        assertEquals(ErrorCode.PLUGIN_ARCHIVE_REFUSED, e.code(), e.getMessage());
      }
    }
  }

  @Test
  void examine_dataBeforeTheZip_isRefused() {
    assertArchiveRefused(
        "data before the zip",
        concat("#!/bin/sh\n".getBytes(StandardCharsets.UTF_8), zip().bytes()));
  }

  @Test
  void examine_dataBehindTheZip_isRefused() {
    assertArchiveRefused("must be a zip file", concat(zip().bytes(), new byte[] {1}));
  }

  @Test
  void examine_bytesBetweenEntries_areRefused() {
    assertArchiveRefused("something is hidden", zip().hidden(new byte[7]).bytes());
    assertArchiveRefused(
        "must begin at byte", zip().hidden(new byte[7]).entry("a.txt", "a").bytes());
  }

  @Test
  void examine_localNameDiffers_isRefused() {
    assertArchiveRefused(
        "same name in its local header", zip().entry("a.txt", "b.txt", new byte[1]).bytes());
  }

  @Test
  void examine_duplicateOrClashingNames_areRefused() {
    assertArchiveRefused(
        "differ in more than case", zip().entry("com/example/Sum.class", Samples.CLASS).bytes());
    assertArchiveRefused(
        "differ in more than case", zip().entry("com/example/SUM.class", Samples.CLASS).bytes());
    assertArchiveRefused("differ in more than case", zip().entry("a", "").entry("a/", "").bytes());
    assertArchiveRefused(
        "must not lie inside a file", zip().entry("a", "x").entry("a/b", "y").bytes());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/etc/passwd",
        "../up.txt",
        "a/../b",
        "a/..",
        "./a",
        "a//b",
        "a\\b",
        "C:/a",
        "a\u0000b",
        "a\nb",
        "a\u202eb",
        " ",
        "a/ /b"
      })
  void examine_nameThatIsNotPlain_isRefused(String name) {
    assertArchiveRefused("the name of an entry must be relative", zip().entry(name, "x").bytes());
  }

  @Test
  void examine_overlongName_isRefused() {
    assertArchiveRefused("at most 512 bytes, was 513", zip().entry("x".repeat(513), "x").bytes());
  }

  @Test
  void examine_nestedArchive_isRefusedByNameAndByBytes() {
    assertArchiveRefused(
        "must not hold another archive", zip().entry("lib/other.jar", "x").bytes());
    assertArchiveRefused(
        "must not hold another archive", zip().entry("lib/other.bin", zip().bytes()).bytes());
  }

  @Test
  void examine_nativeCode_isRefusedByNameAndByBytes() {
    assertArchiveRefused("native code", zip().entry("lib/x.so", "x").bytes());
    assertArchiveRefused(
        "native code", zip().entry("x", new byte[] {0x7f, 'E', 'L', 'F', 2, 1}).bytes());
    assertArchiveRefused(
        "native code",
        zip().entry("x", new byte[] {(byte) 0xcf, (byte) 0xfa, (byte) 0xed, (byte) 0xfe}).bytes());
    // A fat Mach-O file begins like a class file.
    assertArchiveRefused(
        "native code",
        zip()
            .entry(
                "X.class",
                new byte[] {(byte) 0xca, (byte) 0xfe, (byte) 0xba, (byte) 0xbe, 0, 0, 0, 2, 0, 0})
            .bytes());
    byte[] windows = new byte[256];
    windows[0] = 'M';
    windows[1] = 'Z';
    windows[0x3c] = (byte) 0x80;
    windows[0x80] = 'P';
    windows[0x81] = 'E';
    assertArchiveRefused("native code", zip().entry("x", windows).bytes());
  }

  @Test
  void examine_classUnderAnotherName_isRefused() {
    assertArchiveRefused(
        "classes must be in .class files", zip().entry("x.txt", Samples.CLASS).bytes());
    assertArchiveRefused("classes must be in .class files", zip().entry("X.class", "text").bytes());
  }

  @Test
  void examine_multiReleaseOrOwnCopyOfTheApi_isRefused() {
    assertArchiveRefused(
        "without Multi-Release",
        zip().entry("META-INF/versions/17/com/example/Sum.class", Samples.CLASS).bytes());
    assertArchiveRefused(
        "instead of carrying them",
        zip().entry("org/cloister/spi/Plugin.class", Samples.CLASS).bytes());
    assertArchiveRefused("in capitals", zip().entry("meta-inf/x", "x").bytes());
  }

  @Test
  void examine_noManifest_isRefused() {
    assertArchiveRefused(
        "must have a META-INF/MANIFEST.MF",
        new RawZip().entry("com/example/Sum.class", Samples.CLASS).bytes());
  }

  @Test
  void examine_bomb_isRefused() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JarOutputStream jar = new JarOutputStream(bytes)) {
      jar.putNextEntry(new ZipEntry("zeros"));
      jar.write(new byte[4 << 20]);
    }
    assertArchiveRefused("at most 100 times its size", bytes.toByteArray());
    assertArchiveRefused("at most 268435456 bytes", claimingSize(bytes.toByteArray(), 0x7fffffff));
  }

  @Test
  void examine_tooManyEntries_isRefused() {
    RawZip zip = zip();
    for (int i = 0; i < ArchiveLimits.ENTRIES; i++) {
      zip.entry("f" + i, "");
    }
    assertArchiveRefused("1 to 20000 entries, has 20002", zip.bytes());
  }

  @Test
  void examine_thousandRandomNames_areTakenOnlyIfPlain() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    String alphabet = "aB./\\:.. \u0000\n\u202e\u00e9\ud83d\ude00-_%~$";
    for (int i = 0; i < 1000; i++) {
      StringBuilder name = new StringBuilder();
      for (int length = random.nextInt(12); length >= 0; length--) {
        name.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      assertTakenOnlyIfPlain(name.toString(), seed);
    }
  }

  private void assertTakenOnlyIfPlain(String name, long seed) {
    try {
      examine(zip().entry(name, new byte[0]).bytes());
    } catch (CloisterException e) {
      assertEquals(ErrorCode.PLUGIN_ARCHIVE_REFUSED, e.code(), "seed " + seed);
      return;
    }
    // Not by java.nio.file.Path: what that can hold depends on the machine's locale.
    boolean plain = name.chars().noneMatch(c -> c == '\\' || Character.isISOControl(c));
    for (String part : name.replaceFirst("/$", "").split("/", -1)) {
      plain &= !part.isBlank() && !part.equals(".") && !part.equals("..");
    }
    if (!plain) {
      fail("seed " + seed + " let through " + org.cloister.model.Quoted.of(name));
    }
  }

  private static byte[] concat(byte[] first, byte[] second) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(first);
    all.writeBytes(second);
    return all.toByteArray();
  }

  /** Overwrites the unpacked size of the only entry in the directory. */
  private static byte[] claimingSize(byte[] zip, int size) {
    java.nio.ByteBuffer bytes =
        java.nio.ByteBuffer.wrap(zip).order(java.nio.ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(bytes.getInt(zip.length - 6) + 24, size);
    return zip;
  }
}
