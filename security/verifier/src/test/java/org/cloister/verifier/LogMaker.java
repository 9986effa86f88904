package org.cloister.verifier;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** Writes a log by the format's text alone, honest or with whatever defect a test puts in. */
final class LogMaker {
  static final String ORIGIN = "ledger.example/fl/test";
  static final TestKey LOG = new TestKey(ORIGIN, 0x01);
  static final TestKey WITNESS_1 = new TestKey("hospital-1.example/witness", 0x04);
  static final TestKey WITNESS_2 = new TestKey("hospital-2.example/witness", 0x04);
  static final TestKey SITE_1 = new TestKey("hospital-1/1", 0);
  static final TestKey SITE_2 = new TestKey("hospital-2/1", 0);
  static final long TIME = 1767225600;

  final List<byte[]> entries = new ArrayList<>();
  final List<byte[]> leaves = new ArrayList<>();
  List<TestKey> cosigners = List.of(WITNESS_1, WITNESS_2);
  TestKey log = LOG;

  static String policyText(String quorum) {
    return "# whom we trust\nlog "
        + LOG.vkey()
        + "\nwitness w1 "
        + WITNESS_1.vkey()
        + "\nwitness w2 "
        + WITNESS_2.vkey()
        + " https://hospital-2.example\ngroup both all w1 w2\nquorum "
        + quorum
        + "\n";
  }

  static Policy policy(String quorum) {
    try {
      return PolicyReader.read(policyText(quorum).getBytes(StandardCharsets.UTF_8));
    } catch (BadUsage e) {
      throw new IllegalStateException(e.what());
    }
  }

  static String digest(String of) {
    return "sha256:"
        + HexFormat.of().formatHex(NaiveTree.sha256(of.getBytes(StandardCharsets.UTF_8)));
  }

  /** Members in the order of the format: body, prev, seq, sig, time, type, v. */
  LogMaker add(String type, String body, TestKey signer) {
    return add(type, body, signer, signer == null ? null : signer.name);
  }

  LogMaker add(String type, String body, TestKey signer, String keyName) {
    String sig = "";
    if (signer != null) {
      byte[] value = signer.sign(Signatures.pae(body.getBytes(StandardCharsets.UTF_8)));
      sig =
          ",\"sig\":{\"key\":\""
              + keyName
              + "\",\"value\":\""
              + Base64.getEncoder().encodeToString(value)
              + "\"}";
    }
    long minute = entries.size() % 60;
    String time = "2026-01-01T00:" + (minute < 10 ? "0" : "") + minute + ":00Z";
    return raw(
        "{\"body\":"
            + body
            + ",\"prev\":\""
            + prev()
            + "\",\"seq\":"
            + entries.size()
            + sig
            + ",\"time\":\""
            + (entries.size() < 60 ? time : "2026-01-01T01:00:00Z")
            + "\",\"type\":\""
            + type
            + "\",\"v\":1}");
  }

  String prev() {
    return leaves.isEmpty()
        ? "0".repeat(64)
        : HexFormat.of().formatHex(leaves.get(leaves.size() - 1));
  }

  LogMaker raw(String entry) {
    return raw(entry.getBytes(StandardCharsets.UTF_8));
  }

  LogMaker raw(byte[] entry) {
    entries.add(entry);
    leaves.add(NaiveTree.leaf(entry));
    return this;
  }

  LogMaker genesis(String more) {
    return add(
        "genesis",
        "{\"format\":\"cloister-ledger/1\",\"keys\":["
            + key(SITE_1, "hospital-1")
            + ","
            + key(SITE_2, "hospital-2")
            + "],\"origin\":\""
            + ORIGIN
            + "\""
            + more
            + "}",
        null);
  }

  static String key(TestKey key, String participant) {
    return "{\"key\":\""
        + key.name
        + "\",\"participant\":\""
        + participant
        + "\",\"public\":\""
        + key.base64()
        + "\"}";
  }

  LogMaker contribution(TestKey site, String participant, int round, int spent, String nonce) {
    String root = HexFormat.of().formatHex(NaiveTree.root(leaves));
    return add(
        "contribution",
        "{\"bundles\":[\""
            + digest("bundle")
            + "\"],\"epsilon_spent_micro\":"
            + spent
            + ",\"nonce\":\""
            + nonce
            + "\",\"origin\":\""
            + ORIGIN
            + "\",\"participant\":\""
            + participant
            + "\",\"round\":"
            + round
            + ",\"seen\":{\"root\":\"sha256:"
            + root
            + "\",\"size\":"
            + entries.size()
            + "},\"update\":\""
            + digest(nonce)
            + "\"}",
        site);
  }

  LogMaker aggregate(int round, String inputs) {
    return add(
        "aggregate",
        "{\"aggregate\":\""
            + digest("a" + round)
            + "\",\"inputs\":["
            + inputs
            + "],\"model\":\""
            + digest("m" + round)
            + "\",\"round\":"
            + round
            + "}",
        null);
  }

  /** Everything that a round leaves: entries 0 to 6. */
  static LogMaker round() {
    return new LogMaker()
        .genesis("")
        .add("plugin", "{\"action\":\"admit\",\"bundle\":\"" + digest("bundle") + "\"}", null)
        .add("round-open", "{\"round\":1}", null)
        .contribution(SITE_1, "hospital-1", 1, 100, "n1")
        .contribution(SITE_2, "hospital-2", 1, 100, "n2")
        .aggregate(1, "3,4")
        .add("model-release", "{\"model\":\"" + digest("m1") + "\"}", null);
  }

  String checkpoint(int size) {
    return checkpoint(size, NaiveTree.root(leaves.subList(0, size)));
  }

  String checkpoint(int size, byte[] root) {
    String text = ORIGIN + "\n" + size + "\n" + Base64.getEncoder().encodeToString(root) + "\n";
    StringBuilder note = new StringBuilder(text + "\n" + log.line(text));
    cosigners.forEach(witness -> note.append(witness.cosignature(text, TIME + size)));
    return note.toString();
  }

  /** Writes the log as of each of the sizes, so that older partial tiles are there too. */
  Path write(Path dir, int... sizes) {
    try {
      for (int size : sizes) {
        writeAt(dir, size);
        put(dir, "checkpoints/" + LogFolder.archiveName(size), bytes(checkpoint(size)));
        put(dir, "checkpoint", bytes(checkpoint(size)));
      }
      return dir;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void writeAt(Path dir, int size) throws IOException {
    List<byte[]> row = new ArrayList<>(leaves.subList(0, size));
    for (int level = 0; !row.isEmpty(); level++) {
      List<byte[]> above = new ArrayList<>();
      for (int from = 0; from < row.size(); from += 256) {
        List<byte[]> tile = row.subList(from, Math.min(from + 256, row.size()));
        put(dir, name("tile/" + level, from / 256, tile.size()), concat(tile));
        if (level == 0) {
          put(dir, name("tile/entries", from / 256, tile.size()), bundle(from, tile.size()));
        }
        if (tile.size() == 256) {
          above.add(NaiveTree.root(tile));
        }
      }
      row = above;
    }
  }

  private static String name(String folder, int index, int width) {
    String digits = String.format("%06d", index);
    String path =
        index < 1000
            ? digits.substring(3)
            : "x" + digits.substring(0, 3) + "/" + digits.substring(3);
    return folder + "/" + path + (width == 256 ? "" : ".p/" + width);
  }

  private byte[] bundle(int from, int width) {
    List<byte[]> parts = new ArrayList<>();
    for (byte[] entry : entries.subList(from, from + width)) {
      parts.add(new byte[] {(byte) (entry.length >> 8), (byte) entry.length});
      parts.add(entry);
    }
    return concat(parts);
  }

  private static byte[] concat(List<byte[]> parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    parts.forEach(all::writeBytes);
    return all.toByteArray();
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static void put(Path dir, String path, byte[] bytes) throws IOException {
    Path file = dir.resolve(path);
    if (!Files.exists(file) || !Arrays.equals(Files.readAllBytes(file), bytes)) {
      Files.createDirectories(file.getParent());
      Files.write(file, bytes);
    }
  }

  static Report verify(Path dir) {
    return new Verifier(dir, policy("both"), Options.none()).verify();
  }
}
