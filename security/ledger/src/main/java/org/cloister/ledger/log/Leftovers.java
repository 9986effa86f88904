package org.cloister.ledger.log;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cloister.ledger.store.DurableFiles;
import org.cloister.ledger.store.LedgerStore;
import org.cloister.ledger.tree.Tile;

/** Finds the files of an append that was never committed, and partial ones that are full now. */
final class Leftovers {
  private static final Pattern TILE =
      Pattern.compile(
          "tile/(entries|[0-6])/((?:x[0-9]{3}/){0,5}[0-9]{3})(?:\\.p/([1-9][0-9]{0,2}))?");

  private final DurableFiles files;

  Leftovers(DurableFiles files) {
    this.files = files;
  }

  /** Unfinished files, and tiles and bundles that lie beyond {@code size}. */
  List<String> beyond(long size) {
    List<String> found = new ArrayList<>();
    for (LedgerStore.Child child : files.list("")) {
      if (!child.folder()) {
        beyond(child.name(), size, found);
      }
    }
    walk(Paths.CHECKPOINTS, size, found);
    walk(Paths.STATE, size, found);
    walk(Paths.TILES, size, found);
    return found;
  }

  private static void beyond(String path, long size, List<String> found) {
    Matcher match = TILE.matcher(path);
    if (path.endsWith(DurableFiles.UNFINISHED)
        || (match.matches() && end(match) > Tile.hashes(size, level(match)))) {
      found.add(path);
    }
  }

  private void walk(String folder, long size, List<String> found) {
    for (LedgerStore.Child child : files.list(folder)) {
      String path = folder + "/" + child.name();
      if (child.folder()) {
        walk(path, size, found);
      } else {
        beyond(path, size, found);
      }
    }
  }

  /** The partial files of tile or bundle {@code index}, which a full one has replaced. */
  List<String> replaced(Tile full) {
    List<String> paths = new ArrayList<>(partials(full.path()));
    if (full.level() == 0) {
      paths.addAll(partials(Tile.bundlePath(full.index(), Tile.FULL)));
    }
    return paths;
  }

  private List<String> partials(String full) {
    List<String> paths = new ArrayList<>();
    files.list(full + ".p").forEach(child -> paths.add(full + ".p/" + child.name()));
    return paths;
  }

  private static int level(Matcher match) {
    return match.group(1).equals("entries") ? 0 : Integer.parseInt(match.group(1));
  }

  private static long end(Matcher match) {
    long index = Long.parseLong(match.group(2).replaceAll("[x/]", ""));
    String width = match.group(3);
    return index * Tile.FULL + (width == null ? Tile.FULL : Integer.parseInt(width));
  }
}
