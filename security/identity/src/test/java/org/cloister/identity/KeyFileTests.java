package org.cloister.identity;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cloister.crypto.CryptoSuite;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class KeyFileTests {
  private static final Instant NOW = Instant.parse("2026-02-03T04:05:06Z");

  @TempDir Path folder;

  private static Password password() {
    return Password.of("correct horse battery staple".toCharArray());
  }

  private static byte[] file(PartyKeys keys) {
    return KeyFile.bytes(keys, password(), NOW, Sample.RANDOM);
  }

  private static CloisterException refused(byte[] bytes) {
    CloisterException e =
        assertThrows(CloisterException.class, () -> KeyFile.parse(bytes, password()));
    assertEquals(ErrorCode.IDENTITY_UNREADABLE, e.code());
    return e;
  }

  @Test
  void read_whatWasWritten_hasTheSameKeys() {
    for (PartyKeys keys :
        List.of(
            PartyKeys.participant("site-a", Sample.RANDOM),
            PartyKeys.coordinator("@coordinator", Sample.RANDOM))) {
      Path file = folder.resolve("new/keys/" + keys.party() + ".p12");
      KeyFile.writeNew(file, keys, password(), NOW, Sample.RANDOM);
      try (PartyKeys read = KeyFile.read(file, password())) {
        assertEquals(keys.party(), read.party());
        assertEquals(keys.roles(), read.roles());
        for (KeyRole role : keys.roles()) {
          byte[] message = role.id().getBytes(StandardCharsets.UTF_8);
          assertEquals(keys.require(role).verifyingKey(), read.require(role).verifyingKey());
          assertEquals(keys.require(role).sign(message), read.require(role).sign(message));
        }
      }
    }
  }

  @Test
  void write_newFile_isItsOwnersAlone() throws IOException {
    assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"));
    Path file = folder.resolve("keys/a.p12");
    PartyKeys keys = PartyKeys.participant("a", Sample.RANDOM);
    KeyFile.writeNew(file, keys, password(), NOW, Sample.RANDOM);
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertEquals(
        "rwx------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("keys"))));
    assertEquals(
        ErrorCode.STORAGE_FAILED,
        assertThrows(
                CloisterException.class,
                () -> KeyFile.writeNew(file, keys, password(), NOW, Sample.RANDOM))
            .code(),
        "a key file is never written over");
    for (String mode : List.of("rw-r--r--", "rw--w----", "rw-----w-")) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
      CloisterException e =
          assertThrows(CloisterException.class, () -> KeyFile.read(file, password()));
      assertEquals(ErrorCode.IDENTITY_UNREADABLE, e.code());
      assertTrue(String.valueOf(e.getMessage()).contains("chmod 600"), e::getMessage);
    }
  }

  @Test
  void parse_wrongPassword_saysSo() {
    byte[] bytes = file(PartyKeys.participant("a", Sample.RANDOM));
    CloisterException e =
        assertThrows(
            CloisterException.class,
            () -> KeyFile.parse(bytes, Password.of("correct horse".toCharArray())));
    assertEquals(ErrorCode.IDENTITY_UNREADABLE, e.code());
    assertTrue(String.valueOf(e.getMessage()).contains("password does not open"), e::getMessage);
  }

  @Test
  void parse_cutOffAnywhere_isRefused() {
    byte[] bytes = file(PartyKeys.participant("a", Sample.RANDOM));
    for (int length = 0; length < bytes.length; length += length < 64 ? 1 : 37) {
      refused(Arrays.copyOf(bytes, length));
    }
    refused(Arrays.copyOf(bytes, bytes.length - 1));
  }

  @Test
  void parse_alteredAnywhere_isRefusedOrHasTheSameKeys() {
    PartyKeys keys = PartyKeys.participant("a", Sample.RANDOM);
    byte[] bytes = file(keys);
    int refused = 0;
    int tried = 0;
    for (int at = 0; at < bytes.length; at += 23) {
      byte[] changed = bytes.clone();
      changed[at] ^= 0x10;
      tried++;
      try (PartyKeys read = KeyFile.parse(changed, password())) {
        assertEquals(keys.signing().verifyingKey(), read.signing().verifyingKey(), "byte " + at);
      } catch (CloisterException e) {
        assertEquals(ErrorCode.IDENTITY_UNREADABLE, e.code(), "byte " + at);
        refused++;
      }
    }
    assertTrue(refused >= tried - 2, refused + " of " + tried);
  }

  @Test
  void parse_otherFormats_areRefused() throws Exception {
    refused(new byte[0]);
    refused("-----BEGIN PRIVATE KEY-----\n".getBytes(StandardCharsets.US_ASCII));
    refused(new byte[] {0x30, (byte) 0x84, 0x7f, -1, -1, -1});
    byte[] zeros = new byte[5000];
    zeros[0] = 0x30;
    refused(zeros);
    KeyStore jks = KeyStore.getInstance("JKS");
    jks.load(null, null);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    jks.store(out, password().characters());
    refused(out.toByteArray());
  }

  private static Certificate certificate(PartyKeys keys, KeyRole role, String name)
      throws Exception {
    byte[] der = SelfSigned.certificate(name, keys.require(role), NOW, Sample.RANDOM);
    return CertificateFactory.getInstance("X.509")
        .generateCertificate(new ByteArrayInputStream(der));
  }

  /** Another program's file: entries as they are given. */
  private static byte[] foreign(List<String> aliases, List<Certificate> certificates, KeyStore from)
      throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    for (int i = 0; i < aliases.size(); i++) {
      store.setKeyEntry(
          aliases.get(i),
          from.getKey("signing", password().characters()),
          password().characters(),
          new Certificate[] {certificates.get(i)});
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    store.store(out, password().characters());
    return out.toByteArray();
  }

  @Test
  void parse_entriesThatAreNotTheseKeys_areRefused() throws Exception {
    PartyKeys keys = PartyKeys.participant("a", Sample.RANDOM);
    KeyStore own = KeyStore.getInstance("PKCS12");
    own.load(new ByteArrayInputStream(file(keys)), password().characters());
    Certificate good = certificate(keys, KeyRole.SIGNING, "a");
    assertEquals(
        "a", KeyFile.parse(foreign(List.of("signing"), List.of(good), own), password()).party());
    refused(foreign(List.of(), List.of(), own));
    refused(foreign(List.of("witness"), List.of(good), own));
    refused(foreign(List.of("other"), List.of(good), own));
    refused(foreign(List.of("signing", "other"), List.of(good, good), own));
    refused(foreign(List.of("signing"), List.of(certificate(keys, KeyRole.WITNESS, "a")), own));
    refused(foreign(List.of("signing"), List.of(certificate(keys, KeyRole.SIGNING, "a b")), own));
    KeyStore rsa = KeyStore.getInstance("PKCS12");
    rsa.load(null, null);
    rsa.setKeyEntry(
        "signing",
        KeyPairGenerator.getInstance("X25519").generateKeyPair().getPrivate(),
        password().characters(),
        new Certificate[] {good});
    refused(foreign(List.of("signing"), List.of(good), rsa));
  }

  @Test
  void read_fileThatIsMissingOrHuge_isRefused() throws IOException {
    Path missing = folder.resolve("missing.p12");
    assertEquals(
        ErrorCode.IDENTITY_UNREADABLE,
        assertThrows(CloisterException.class, () -> KeyFile.read(missing, password())).code());
    assertEquals(
        ErrorCode.IDENTITY_UNREADABLE,
        assertThrows(CloisterException.class, () -> KeyFile.read(folder, password())).code());
    Path huge = Files.write(folder.resolve("huge.p12"), new byte[(1 << 16) + 1]);
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(huge, PosixFilePermissions.fromString("rw-------"));
    }
    CloisterException e =
        assertThrows(CloisterException.class, () -> KeyFile.read(huge, password()));
    assertTrue(String.valueOf(e.getMessage()).contains("65536"), e::getMessage);
  }

  @Test
  void password_fromAFile_isItsOneLine() throws IOException {
    Path file = folder.resolve("password");
    for (String text : List.of("s3cret words", "s3cret words\n", "s3cret words\r\n")) {
      Files.deleteIfExists(file);
      PrivateFiles.writeNew(file, text.getBytes(StandardCharsets.US_ASCII));
      assertArrayEquals("s3cret words".toCharArray(), Password.read(file).characters());
    }
    for (String text :
        List.of("", "\n", "two\nlines\n", "p\u00e4ss", "tab\there", "x".repeat(1025))) {
      Files.deleteIfExists(file);
      PrivateFiles.writeNew(file, text.getBytes(StandardCharsets.UTF_8));
      assertEquals(
          ErrorCode.IDENTITY_UNREADABLE,
          assertThrows(CloisterException.class, () -> Password.read(file)).code());
    }
    Path random = folder.resolve("random");
    try (Password made = Password.random(Sample.RANDOM)) {
      made.writeNew(random);
      assertArrayEquals(made.characters(), Password.read(random).characters());
      assertEquals(43, made.characters().length);
    }
    assertThrows(CloisterException.class, () -> Password.of(new char[] {'a', '\u0161'}));
  }

  @Test
  void toString_anySecret_showsNothingOfIt() {
    PartyKeys keys = PartyKeys.participant("a", Sample.RANDOM);
    assertEquals("PartyKeys[a [SIGNING, WITNESS]]", keys.toString());
    assertEquals("Password[]", password().toString());
    keys.close();
    assertThrows(IllegalStateException.class, () -> keys.signing().sign(new byte[1]));
    assertEquals(
        ErrorCode.IDENTITY_UNREADABLE, assertThrows(CloisterException.class, keys::log).code());
  }

  @Test
  void openssl_readsTheFile() throws Exception {
    Path file = folder.resolve("a.p12");
    PartyKeys keys = PartyKeys.participant("a", Sample.RANDOM);
    KeyFile.writeNew(file, keys, password(), NOW, Sample.RANDOM);
    Path pass = folder.resolve("pass");
    password().writeNew(pass);
    Process process;
    try {
      process =
          new ProcessBuilder(
                  "openssl", "pkcs12", "-in", file.toString(), "-passin", "file:" + pass, "-nodes")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException e) {
      assumeTrue(false, "openssl is not installed");
      return;
    }
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    assertEquals(0, process.waitFor());
    assertTrue(said.contains("friendlyName: signing"), said.replaceAll("(?s)-----BEGIN.*?END", ""));
    List<String> certificates = new ArrayList<>();
    for (String part : said.split("-----BEGIN CERTIFICATE-----", -1)) {
      certificates.add(part);
    }
    assertEquals(3, certificates.size());
  }

  @Test
  void certificate_ofAKey_isItsOwnAndVerifies() throws Exception {
    PartyKeys keys = PartyKeys.participant("x".repeat(64), Sample.RANDOM);
    Certificate own = certificate(keys, KeyRole.SIGNING, keys.party());
    own.verify(own.getPublicKey());
    assertEquals(
        CryptoSuite.STANDARD.verifyingKeyFromX509(
            org.cloister.model.Bytes.of(own.getPublicKey().getEncoded())),
        keys.signing().verifyingKey());
    assertEquals(keys.party(), PartyName.of(own));
    assertFalse(own.toString().isEmpty());
  }
}
