package org.cloister.verifier;

/** Where C2SP tlog-tiles 0.1.0 puts a tile or a bundle of entries: groups of three digits. */
final class TilePath {
  /** Hashes of a full tile, and entries of a full bundle. */
  static final int WIDTH = 256;

  /** The level of bundles in {@link #of}. */
  static final int ENTRIES = -1;

  private TilePath() {}

  /** The path of a full tile or bundle; partial ones are in the folder of the same name + ".p". */
  static String of(int level, long index) {
    StringBuilder groups = new StringBuilder(group(index % 1000));
    for (long rest = index / 1000; rest > 0; rest /= 1000) {
      groups.insert(0, "x" + group(rest % 1000) + "/");
    }
    return "tile/" + (level == ENTRIES ? "entries" : level) + "/" + groups;
  }

  private static String group(long three) {
    return String.valueOf(1000 + three).substring(1);
  }
}
