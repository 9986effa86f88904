package org.cloister.app.state;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.cloister.app.record.AtomicFile;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;

/**
 * A journal in a folder of its own: a file for each entry, named by its round, if it has one, and a
 * digest of session and name, forced to disk with its name before {@link #add} returns. It holds
 * the SHA-256 of the entry and the entry.
 */
final class FileJournal implements SessionJournal {
  private static final Pattern FILE = Pattern.compile("([0-9]{10})\\.[0-9a-f]{64}\\.entry");
  private static final String JOB = "job";
  private static final int DIGEST_BYTES = 32;

  /** More than any message of a session, of which entries are made. */
  private static final long MOST_BYTES = 1 << 21;

  private final Path folder;
  private int newest = -1;

  FileJournal(Path folder) {
    this.folder = folder;
  }

  private Path file(int round, Digest context, String name) {
    String key = Digest.of(context.hex() + "\n" + name).hex();
    String kept = round < 0 ? JOB : String.format(Locale.ROOT, "%010d", round);
    return folder.resolve(kept + "." + key + ".entry");
  }

  @Override
  public synchronized void add(int round, Digest context, String name, Bytes entry) {
    forgetBefore(round);
    Path file = file(round, context, name);
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw failed("be made", e);
    }
    CloisterException.require(
        !Files.exists(file),
        ErrorCode.PROTECTION_REFUSED,
        "An entry of a session's journal must be written once.");
    byte[] bytes = entry.toArray();
    AtomicFile.writePrivate(
        file,
        AtomicFile.bytes(
            ByteBuffer.allocate(DIGEST_BYTES + bytes.length)
                .put(Digest.of(bytes).toBytes())
                .put(bytes)
                .array()));
  }

  @Override
  public synchronized Optional<Bytes> entry(int round, Digest context, String name) {
    forgetBefore(round);
    Path file = file(round, context, name);
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw StateFile.damaged(file, "it is too large");
      }
      byte[] bytes = Files.readAllBytes(file);
      byte[] entry = Arrays.copyOfRange(bytes, Math.min(DIGEST_BYTES, bytes.length), bytes.length);
      byte[] digest = Arrays.copyOf(bytes, Math.min(DIGEST_BYTES, bytes.length));
      if (!Arrays.equals(digest, Digest.of(entry).toBytes())) {
        throw StateFile.damaged(file, "it is not as it was written");
      }
      return Optional.of(Bytes.of(entry));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw failed("be read", e);
    }
  }

  private void forgetBefore(int round) {
    if (round <= newest) {
      return;
    }
    newest = round;
    try {
      for (Path file : files()) {
        Matcher name = FILE.matcher(String.valueOf(file.getFileName()));
        if (name.matches() && Long.parseLong(name.group(1)) < round) {
          Files.delete(file);
        }
      }
    } catch (IOException e) {
      throw failed("be pruned", e);
    }
  }

  private List<Path> files() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.toList();
    }
  }

  private CloisterException failed(String what, IOException cause) {
    return new CloisterException(
        ErrorCode.STORAGE_FAILED,
        "The journal " + folder + " must " + what + "; check the permissions and the disk.",
        cause);
  }
}
