package org.cloister.verifiertests;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cloister.ledger.json.CanonicalReader;
import org.cloister.ledger.json.JsonInteger;
import org.cloister.ledger.json.JsonObject;
import org.cloister.ledger.json.JsonText;
import org.cloister.ledger.json.JsonValue;
import org.cloister.ledger.note.Checkpoint;
import org.cloister.ledger.note.SignedNote;
import org.cloister.ledger.tree.TreeHasher;

/**
 * A log whose operator has the log's key and all witnesses, but nobody's signing key: entries are
 * chained, hashed and signed anew. Less than 256 entries.
 */
final class ForgedLog {
  private static final TreeHasher HASHER = new TreeHasher();

  private final Parties parties;
  private final List<byte[]> entries = new ArrayList<>();
  private final List<byte[]> leaves = new ArrayList<>();

  ForgedLog(Parties parties) {
    this.parties = parties;
  }

  /** Adds an entry at its new place. */
  void add(JsonObject entry) {
    Map<String, JsonValue> members = new TreeMap<>(entry.members());
    String prev =
        leaves.isEmpty() ? "0".repeat(64) : TreeHasher.digest(leaves.get(leaves.size() - 1)).hex();
    members.put("prev", new JsonText(prev));
    members.put("seq", new JsonInteger(entries.size()));
    addAsIs(JsonObject.of(members).toBytes());
  }

  void addAsIs(byte[] entry) {
    entries.add(entry);
    leaves.add(HASHER.leaf(entry));
  }

  static JsonObject read(byte[] entry) {
    return CanonicalReader.read(entry, 1 << 16);
  }

  /** Writes what the format asks for. */
  Path write(Path folder) throws IOException {
    int size = entries.size();
    ByteArrayOutputStream bundle = new ByteArrayOutputStream();
    ByteArrayOutputStream tile = new ByteArrayOutputStream();
    for (int i = 0; i < size; i++) {
      bundle.write(entries.get(i).length >>> 8);
      bundle.write(entries.get(i).length);
      bundle.writeBytes(entries.get(i));
      tile.writeBytes(leaves.get(i));
    }
    Checkpoint head = new Checkpoint(Parties.ORIGIN, size, TreeHasher.digest(root(leaves)));
    Instant now = Instant.parse("2026-01-02T03:04:05Z");
    SignedNote note =
        parties
            .log
            .sign(head)
            .with(parties.witnesses.stream().map(witness -> witness.cosign(head, now)).toList());
    put(folder.resolve("tile/entries/000.p/" + size), bundle.toByteArray());
    put(folder.resolve("tile/0/000.p/" + size), tile.toByteArray());
    put(folder.resolve("checkpoint"), note.toBytes());
    return folder;
  }

  private static void put(Path file, byte[] bytes) throws IOException {
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
  }

  /** RFC 6962, 2.1, as it stands there. */
  private static byte[] root(List<byte[]> leaves) {
    if (leaves.size() == 1) {
      return leaves.get(0);
    }
    int half = Integer.highestOneBit(leaves.size() - 1);
    return HASHER.node(root(leaves.subList(0, half)), root(leaves.subList(half, leaves.size())));
  }
}
