package org.cloister.verifier;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Files in a log's folder that no check has read; counted, never opened. */
final class StrayFiles extends SimpleFileVisitor<Path> {
  private static final Pattern TILE =
      Pattern.compile(
          "tile/(entries|0|[1-9]|[1-5][0-9]|6[0-3])/((?:x[0-9]{3}/){0,5}[0-9]{3})"
              + "(?:\\.p/([1-9][0-9]{0,2}))?");
  private static final Pattern OTHER =
      Pattern.compile("checkpoint|checkpoints/[0-9]{20}|\\.state/.*");
  private static final Pattern ANCHOR = Pattern.compile("anchors/[0-9]{20}\\.tsr");

  private final Path root;
  private final long size;
  private final Findings findings;
  private long anchors;

  private StrayFiles(Path root, long size, Findings findings) {
    this.root = root;
    this.size = size;
    this.findings = findings;
  }

  /** Looks through the folder of a log of {@code size} entries; returns the number of anchors. */
  static long count(LogFolder log, long size, Findings findings) {
    StrayFiles visitor = new StrayFiles(log.root(), size, findings);
    try {
      Files.walkFileTree(log.root(), visitor);
    } catch (IOException e) {
      findings.add(Code.FILE_UNREADABLE, "", "the folder could not be looked through");
    }
    return visitor.anchors;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    String path = root.relativize(file).toString().replace('\\', '/');
    Matcher tile = TILE.matcher(path);
    if (tile.matches()) {
      tile(path, tile);
    } else if (ANCHOR.matcher(path).matches()) {
      anchors++;
    } else if (!OTHER.matcher(path).matches()) {
      String where = StrictText.printable(path);
      findings.add(Code.FILE_UNKNOWN, where, "the format has no such file; it was not read");
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException e) {
    String where = StrictText.printable(root.relativize(file).toString());
    findings.add(Code.FILE_UNREADABLE, where, "the file or folder could not be read");
    return FileVisitResult.CONTINUE;
  }

  /** The partial tiles of an index that the size has were compared; other indexes are beyond it. */
  private void tile(String path, Matcher tile) {
    long index = Long.parseLong(tile.group(2).replaceAll("[x/]", ""));
    int level = tile.group(1).equals("entries") ? 0 : Integer.parseInt(tile.group(1));
    long hashes = level > 6 ? 0 : size >> (8 * level);
    if (index >= (hashes + TilePath.WIDTH - 1) / TilePath.WIDTH) {
      findings.add(Code.BEYOND_CHECKPOINT, path, "the file is beyond the signed size");
    } else if (tile.group(3) != null && Integer.parseInt(tile.group(3)) >= TilePath.WIDTH) {
      findings.add(Code.FILE_UNKNOWN, path, "no partial tile is that wide; it was not read");
    }
  }
}
