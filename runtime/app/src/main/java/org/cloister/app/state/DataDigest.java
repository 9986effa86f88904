package org.cloister.app.state;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.TreeSet;
import org.cloister.engine.data.Split;
import org.cloister.model.CloisterException;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;
import org.cloister.spi.DataAccess;

/** Digests by which a run sees whether a site's data are still the same. */
public final class DataDigest {

  private static final int CHUNK = 1 << 16;

  private DataDigest() {}

  /**
   * Of the names and bytes of all files; reads them once.
   *
   * @throws CloisterException {@link ErrorCode#DATA_UNREADABLE} if one cannot be read
   */
  public static Digest of(DataAccess files) {
    MessageDigest sha = Digest.sha256();
    byte[] chunk = new byte[CHUNK];
    for (String name : files.names()) {
      number(sha, name.getBytes(StandardCharsets.UTF_8).length);
      sha.update(name.getBytes(StandardCharsets.UTF_8));
      long bytes = 0;
      try (InputStream in = files.open(name)) {
        for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
          sha.update(chunk, 0, count);
          bytes += count;
        }
      } catch (IOException e) {
        throw new CloisterException(
            ErrorCode.DATA_UNREADABLE,
            "The file " + name + " of a site must be readable to its end, was not.",
            e);
      }
      number(sha, bytes);
    }
    return new Digest(HexFormat.of().formatHex(sha.digest()));
  }

  /** Of which rows are for training and which for testing. */
  public static Digest of(Split split) {
    return split instanceof Split.Lines lines
        ? Digest.of("lines " + new TreeSet<>(lines.train()) + " " + new TreeSet<>(lines.test()))
        : Digest.of(split.toString());
  }

  private static void number(MessageDigest sha, long value) {
    sha.update(ByteBuffer.allocate(Long.BYTES).putLong(value).flip());
  }
}
