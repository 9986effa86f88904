package org.cloister.app.archive;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.cloister.app.record.AtomicFile;
import org.cloister.app.record.EncodedStream;
import org.cloister.audit.RoundStore;
import org.cloister.crypto.SecretBytes;
import org.cloister.engine.RecordedRound;
import org.cloister.engine.wire.Encoded;
import org.cloister.engine.wire.RoundCodec;
import org.cloister.model.CloisterException;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;
import org.cloister.model.Vectors;

/**
 * What candidates were made from, in encrypted files of one folder: {@code ROUND.STEP.N.sealed}.
 * The last rounds are kept; when a round begins, what is older is erased. One thread at a time.
 */
public final class RoundArchive implements RoundStore {

  /** The archive in the folder of its run. */
  public static final String NAME = "archive";

  private static final Pattern FILE =
      Pattern.compile("([0-9]{1,9})\\.([0-9a-f]{1,512})\\.([0-9]{1,9})\\.sealed");

  private final Path folder;
  private final SecretBytes key;
  private final SecureRandom random;
  private final int rounds;

  /**
   * An archive.
   *
   * @param folder made when something is kept
   * @param key of 32 bytes; stays the caller's
   * @param random for nonces
   * @param rounds how many rounds are kept, from 1 on
   */
  public RoundArchive(Path folder, SecretBytes key, SecureRandom random, int rounds) {
    CloisterException.require(
        rounds >= 1,
        ErrorCode.SETTING_INVALID,
        "The archive must keep at least 1 round, was " + rounds + ".");
    this.folder = folder;
    this.key = key;
    this.random = random;
    this.rounds = rounds;
  }

  /** A file of the archive by its name. */
  private record Kept(Path file, long round, String step) {

    static Optional<Kept> of(Path file) {
      Matcher name = FILE.matcher(String.valueOf(file.getFileName()));
      return name.matches()
          ? Optional.of(
              new Kept(
                  file,
                  Long.parseLong(name.group(1)),
                  new String(HexFormat.of().parseHex(name.group(2)), StandardCharsets.UTF_8)))
          : Optional.empty();
    }
  }

  @Override
  public boolean keeps() {
    return true;
  }

  @Override
  public Digest keep(RecordedRound round) {
    Encoded encoded = RoundCodec.encode(round);
    Path file = free(round.inputs().jobRound(), round.inputs().step());
    MessageDigest sha = Digest.sha256();
    AtomicFile.writePrivate(
        file,
        channel -> {
          var raw = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
          var digesting = new DigestOutputStream(raw, sha);
          try (DataOutputStream out =
              new DataOutputStream(new SealedOutput(digesting, key, name(file), random))) {
            new EncodedStream(encoded.header(), encoded.floats()).writeTo(out);
          }
          raw.flush();
        });
    return new Digest(HexFormat.of().formatHex(sha.digest()));
  }

  private Path free(long round, String step) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw failed("be made", e);
    }
    String hex = HexFormat.of().formatHex(step.getBytes(StandardCharsets.UTF_8));
    for (int n = 0; ; n++) {
      Path file = folder.resolve(String.format(Locale.ROOT, "%06d.%s.%d.sealed", round, hex, n));
      if (!Files.exists(file)) {
        return file;
      }
    }
  }

  @Override
  public List<Erased> expire(long round) {
    List<Erased> erased = new ArrayList<>();
    for (Kept kept : files()) {
      if (kept.round() < round - rounds) {
        erased.add(new Erased(kept.round(), kept.step(), digest(kept.file())));
        try {
          Files.delete(kept.file());
        } catch (IOException e) {
          throw failed("be erased", e);
        }
      }
    }
    if (!erased.isEmpty()) {
      AtomicFile.forceFolder(folder);
    }
    return erased;
  }

  /**
   * The round whose stored bytes have that digest.
   *
   * @param vectors where its vectors are put
   * @return empty if it is not here
   * @throws CloisterException {@link ErrorCode#STATE_DAMAGED} if it does not open under the key
   */
  public Optional<RecordedRound> find(Digest archive, Vectors vectors) {
    for (Kept kept : files()) {
      if (digest(kept.file()).equals(archive)) {
        return Optional.of(read(kept.file(), vectors));
      }
    }
    return Optional.empty();
  }

  /** Whether there is a file of that round and step, whatever is in it. */
  public boolean names(long round, String step) {
    return files().stream().anyMatch(kept -> kept.round() == round && kept.step().equals(step));
  }

  private RecordedRound read(Path file, Vectors vectors) {
    try (InputStream raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        DataInputStream in = new DataInputStream(new SealedInput(raw, key, name(file)))) {
      EncodedStream content = EncodedStream.read(in, Files.size(file), vectors);
      if (in.read() >= 0) {
        throw new IOException("there is more than a round in it");
      }
      return RoundCodec.decode(content.header(), content.floats());
    } catch (IOException e) {
      throw new CloisterException(
          ErrorCode.STATE_DAMAGED,
          "The archive "
              + file
              + " must be as it was written and open under its key, does not: "
              + e.getMessage()
              + ".",
          e);
    }
  }

  private List<Kept> files() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.sorted().flatMap(file -> Kept.of(file).stream()).toList();
    } catch (IOException e) {
      throw failed("be listed", e);
    }
  }

  private Digest digest(Path file) {
    MessageDigest sha = Digest.sha256();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), sha)) {
      byte[] buffer = new byte[1 << 16];
      while (in.read(buffer) >= 0) {}
    } catch (IOException e) {
      throw failed("be read", e);
    }
    return new Digest(HexFormat.of().formatHex(sha.digest()));
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  private CloisterException failed(String what, IOException cause) {
    return new CloisterException(
        ErrorCode.STORAGE_FAILED,
        "The archive " + folder + " must " + what + "; check the permissions and the disk.",
        cause);
  }
}
