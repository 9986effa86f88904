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
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Writes a log by the format's text alone, honest or with whatever defect a test puts in. */
final class LogMaker {
  static final String ORIGIN = "ledger.example/fl/test";
  static final TestKey LOG = new TestKey(ORIGIN, 0x01);
  static final TestKey WITNESS_1 = new TestKey("hospital-1.example/witness", 0x04);
  static final TestKey WITNESS_2 = new TestKey("hospital-2.example/witness", 0x04);
  static final TestKey COORDINATOR = new TestKey("coordinator/1", 0);
  static final TestKey SITE_1 = new TestKey("hospital-1/1", 0);
  static final TestKey SITE_2 = new TestKey("hospital-2/1", 0);
  static final long TIME = 1767225600;

  /** A key signs the same bytes in the same way. */
  private static final Map<String, String> signatures = new ConcurrentHashMap<>();

  private final Map<Integer, String> participants = new HashMap<>();
  private final Map<Integer, String> updates = new HashMap<>();
  final List<byte[]> entries = new ArrayList<>();
  final List<byte[]> leaves = new ArrayList<>();
  List<TestKey> cosigners = List.of(WITNESS_1, WITNESS_2);
  TestKey log = LOG;

  /** Signs heads after the log's first line; null for a log that has one line. */
  @Nullable MlDsaTestKey second;

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

  /** Signed by the coordinator. */
  LogMaker add(String type, Json body) {
    return add(type, body, COORDINATOR);
  }

  LogMaker add(String type, Json body, TestKey signer) {
    String bytes = body.with("origin", ORIGIN).toString();
    String value =
        signatures.computeIfAbsent(
            signer.name + signer.base64() + bytes,
            key -> Base64.getEncoder().encodeToString(signer.sign(Signatures.pae(bytes(bytes)))));
    return entry(type, bytes, ",\"sig\":" + Json.of("key", signer.name, "value", value));
  }

  LogMaker unsigned(String type, Json body) {
    return entry(type, body.with("origin", ORIGIN).toString(), "");
  }

  /** Members in the order of the format: body, prev, seq, sig, time, type, v. */
  private LogMaker entry(String type, String body, String sig) {
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

  LogMaker genesis(boolean simulated) {
    return add("genesis", genesisBody(simulated));
  }

  static Json genesisBody(boolean simulated) {
    return Json.of(
        "coordinator",
        "coordinator",
        "federation",
        digest("descriptor"),
        "format",
        "cloister-ledger/1",
        "keys",
        List.of(key(COORDINATOR).members(), key(SITE_1).members(), key(SITE_2).members()),
        "log_key",
        LOG.vkey(),
        "policy",
        digest("policy"),
        "simulated",
        simulated,
        "suite",
        "standard");
  }

  /** A key, whose party is the part of its name before the slash. */
  static Json key(TestKey key) {
    return Json.of(
        "key",
        key.name,
        "party",
        key.name.split("/")[0],
        "public_key",
        key.base64(),
        "role",
        "signing");
  }

  LogMaker key(String action, TestKey key, long last, TestKey signer) {
    return add(
        "key",
        key(key).with("action", action).with("approvals", List.of()).with("last_valid_seq", last),
        signer);
  }

  LogMaker plugin(String action) {
    return add("plugin", pluginBody(action, "bundle"));
  }

  static Json pluginBody(String action, String bundle) {
    return Json.of(
        "action", action,
        "bundle", digest(bundle),
        "name", "org.example.plugin",
        "party", "coordinator",
        "version", "1.0.0");
  }

  LogMaker open(int round) {
    return add("round-open", openBody(round));
  }

  Json openBody(int round) {
    return Json.of(
        "base", digest("m" + (round - 1)),
        "bundles", List.of(digest("bundle")),
        "job", "job-1",
        "participants", List.of("hospital-1", "hospital-2", "hospital-3"),
        "round", round,
        "route", "open",
        "seen", head().members(),
        "terms", digest("terms"));
  }

  /** The head before the next entry. */
  Json head() {
    String root = HexFormat.of().formatHex(NaiveTree.root(leaves));
    return Json.of("root", "sha256:" + root, "size", entries.size());
  }

  LogMaker contribution(TestKey site, String participant, int round, int spent, String nonce) {
    return add("contribution", contributionBody(participant, round, spent, nonce), site);
  }

  Json contributionBody(String participant, int round, int spent, String nonce) {
    participants.put(entries.size(), participant);
    updates.put(entries.size(), digest(nonce));
    return Json.of(
        "base", digest("m" + (round - 1)),
        "bundles", List.of(digest("bundle")),
        "job", "job-1",
        "nonce", digest(nonce).substring(7),
        "participant", participant,
        "privacy", privacy(spent).members(),
        "round", round,
        "rule", "fed-avg",
        "seen", head().members(),
        "step", "train",
        "update", digest(nonce));
  }

  static Json privacy(int spent) {
    return Json.of(
        "delta_remaining_femto",
        1,
        "delta_spent_femto",
        1,
        "epsilon_remaining_micro",
        1000 - spent,
        "epsilon_spent_micro",
        spent,
        "event",
        "gaussian",
        "unit",
        "record");
  }

  LogMaker aggregate(int round, Integer... inputs) {
    return add("aggregate", aggregateBody(round, inputs));
  }

  Json aggregateBody(int round, Integer... inputs) {
    TreeMap<String, String> lines = new TreeMap<>();
    for (int input : inputs) {
      String participant = participants.getOrDefault(input, "?");
      lines.put(participant, participant + " " + updates.get(input) + "\n");
    }
    String transcript =
        "cloister-transcript/1\n"
            + ORIGIN
            + "\njob-1\n"
            + round
            + "\ntrain\n"
            + digest("terms")
            + "\n"
            + digest("m" + (round - 1))
            + "\n-\n-\n-\n"
            + String.join("", lines.values());
    return Json.of(
        "aggregate", digest("a" + round),
        "dropouts", List.of("hospital-3"),
        "inputs", List.of(inputs),
        "job", "job-1",
        "model", digest("m" + round),
        "round", round,
        "rule", "fed-avg",
        "step", "train",
        "transcript", digest(transcript));
  }

  LogMaker release(String model, int aggregate) {
    return add(
        "model-release",
        Json.of(
            "aggregate_seq",
            aggregate,
            "approvals",
            List.of(),
            "job",
            "job-1",
            "model",
            digest(model),
            "purpose",
            "test",
            "recipient",
            "registry"));
  }

  LogMaker heartbeat() {
    return add("heartbeat", Json.of("offset_ms", -1, "time_source", "ntp"));
  }

  /** Everything that a round leaves: entries 0 to 6. */
  static LogMaker round() {
    return new LogMaker()
        .genesis(true)
        .plugin("admit")
        .open(1)
        .contribution(SITE_1, "hospital-1", 1, 100, "n1")
        .contribution(SITE_2, "hospital-2", 1, 100, "n2")
        .aggregate(1, 3, 4)
        .release("m1", 5);
  }

  String checkpoint(int size) {
    return checkpoint(size, NaiveTree.root(leaves.subList(0, size)));
  }

  String checkpoint(int size, byte[] root) {
    String text = ORIGIN + "\n" + size + "\n" + Base64.getEncoder().encodeToString(root) + "\n";
    StringBuilder note = new StringBuilder(text + "\n" + log.line(text));
    if (second != null) {
      note.append(second.line(ORIGIN, size, root, 0));
    }
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
