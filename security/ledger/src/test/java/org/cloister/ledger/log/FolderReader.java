package org.cloister.ledger.log;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.cloister.ledger.entry.Entry;
import org.cloister.ledger.note.Checkpoint;
import org.cloister.ledger.note.SignedNote;
import org.cloister.ledger.note.WitnessPolicy;
import org.cloister.ledger.tree.NaiveTree;
import org.cloister.model.CloisterException;
import org.cloister.model.Digest;

/**
 * Reads a ledger's folder the simple way and believes nothing: everything is computed from the
 * entries alone with the definitions of RFC 6962, and every file must be exactly what follows, with
 * none missing and none too many (but partial tiles and bundles of former sizes).
 */
final class FolderReader {

  /** The folder is not a valid ledger. */
  static final class Invalid extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Invalid(String why) {
      super(why);
    }
  }

  private final WitnessPolicy policy;
  private final boolean quorum;
  private final Map<String, Checkpoint> notes = new HashMap<>();

  /** Demands a quorum under the newest checkpoint if {@code quorum}. */
  FolderReader(WitnessPolicy policy, boolean quorum) {
    this.policy = policy;
    this.quorum = quorum;
  }

  List<Entry> read(Map<String, byte[]> files) {
    Map<String, byte[]> rest = new TreeMap<>(files);
    rest.remove(".state/lock");
    rest.remove(".state/reserve");
    Checkpoint head = note(take(rest, "checkpoint"), quorum);
    require(Arrays.equals(head.toBytes(), take(rest, ".state/pending")), "pending");
    List<Entry> entries = new ArrayList<>();
    List<byte[]> leaves = new ArrayList<>();
    String prev = "0".repeat(64);
    for (int from = 0; from < head.size(); from += 256) {
      int width = (int) Math.min(256, head.size() - from);
      byte[] bundle = take(rest, "tile/entries/" + name(from / 256, width));
      int at = 0;
      for (int i = 0; i < width; i++) {
        require(at + 2 <= bundle.length, "bundle length");
        int length = (bundle[at] & 0xff) * 256 + (bundle[at + 1] & 0xff);
        require(at + 2 + length <= bundle.length, "bundle length");
        byte[] bytes = Arrays.copyOfRange(bundle, at + 2, at + 2 + length);
        at += 2 + length;
        Entry entry = entry(bytes);
        require(entry.seq() == entries.size(), "seq");
        require(entry.prev().hex().equals(prev), "prev");
        byte[] leaf = NaiveTree.leaf(bytes);
        prev = java.util.HexFormat.of().formatHex(leaf);
        leaves.add(leaf);
        entries.add(entry);
      }
      require(at == bundle.length, "bundle length");
    }
    require(NaiveTree.root(leaves).equals(head.root()), "root");
    tiles(rest, leaves, 0);
    for (String path : List.copyOf(rest.keySet())) {
      if (path.startsWith("checkpoints/")) {
        Checkpoint old = note(take(rest, path), false);
        require(
            path.equals("checkpoints/" + String.format(Locale.ROOT, "%020d", old.size())),
            "name of a checkpoint");
        require(old.size() <= head.size(), "size of a checkpoint");
        Digest root = NaiveTree.root(leaves.subList(0, (int) old.size()));
        require(root.equals(old.root()), "root of a checkpoint");
      } else {
        formerPartial(path, take(rest, path), files);
      }
    }
    require(
        files.containsKey("checkpoints/" + String.format(Locale.ROOT, "%020d", head.size())),
        "archived checkpoint");
    return entries;
  }

  private void tiles(Map<String, byte[]> rest, List<byte[]> hashes, int level) {
    List<byte[]> above = new ArrayList<>();
    for (int from = 0; from < hashes.size(); from += 256) {
      int width = Math.min(256, hashes.size() - from);
      List<byte[]> tile = hashes.subList(from, from + width);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      tile.forEach(out::writeBytes);
      byte[] there = take(rest, "tile/" + level + "/" + name(from / 256, width));
      require(Arrays.equals(out.toByteArray(), there), "tile");
      if (width == 256) {
        above.add(NaiveTree.root(tile).toBytes());
      }
    }
    if (!above.isEmpty()) {
      tiles(rest, above, level + 1);
    }
  }

  /** A partial file of a former size must be the beginning of the one that grew out of it. */
  private static void formerPartial(String path, byte[] content, Map<String, byte[]> files) {
    int dot = path.indexOf(".p/");
    require(dot > 0 && path.startsWith("tile/"), "a file that does not belong: " + path);
    String base = path.substring(0, dot);
    int width = Integer.parseInt(path.substring(dot + 3));
    byte[] grown = files.get(base);
    for (int w = 255; grown == null && w > width; w--) {
      grown = files.get(base + ".p/" + w);
    }
    require(grown != null && grown.length > content.length, "a partial file beyond the size");
    require(
        content.length > 0 && Arrays.equals(grown, 0, content.length, content, 0, content.length),
        "partial");
    require(base.startsWith("tile/entries") || content.length == 32 * width, "partial's width");
    if (base.startsWith("tile/entries")) {
      int at = 0;
      for (int i = 0; i < width; i++) {
        require(at + 2 <= content.length, "partial's width");
        at += 2 + (content[at] & 0xff) * 256 + (content[at + 1] & 0xff);
      }
      require(at == content.length, "partial's width");
    }
  }

  private Checkpoint note(byte[] bytes, boolean needsQuorum) {
    String key = needsQuorum + Arrays.toString(bytes);
    Checkpoint known = notes.get(key);
    if (known != null) {
      return known;
    }
    try {
      var check = policy.check(SignedNote.read(bytes));
      if (needsQuorum) {
        check.requireQuorum();
      }
      notes.put(key, check.checkpoint());
      return check.checkpoint();
    } catch (CloisterException e) {
      throw new Invalid(e.describe());
    }
  }

  private static Entry entry(byte[] bytes) {
    try {
      return Entry.read(bytes);
    } catch (CloisterException e) {
      throw new Invalid(e.describe());
    }
  }

  private static String name(int index, int width) {
    String number = String.format(Locale.ROOT, "%03d", index);
    return width == 256 ? number : number + ".p/" + width;
  }

  private static byte[] take(Map<String, byte[]> rest, String path) {
    byte[] content = rest.remove(path);
    require(content != null, "missing: " + path);
    return content;
  }

  private static void require(boolean condition, String why) {
    if (!condition) {
      throw new Invalid(why);
    }
  }
}
