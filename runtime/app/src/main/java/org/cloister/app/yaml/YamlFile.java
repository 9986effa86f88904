package org.cloister.app.yaml;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cloister.model.CloisterException;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;

/**
 * A YAML file as it was read.
 *
 * @param name as the person named it, for messages
 * @param root the top value
 * @param digest of its bytes
 */
public record YamlFile(String name, Yaml root, Digest digest) {

  /** The most bytes of a file. */
  public static final int MAX_BYTES = 1 << 20;

  /**
   * Reads a file.
   *
   * @throws ProblemsFound {@link ErrorCode#JOB_UNREADABLE} with the place, if it is not YAML of the
   *     plain kind that {@link Yaml} describes
   * @throws CloisterException {@link ErrorCode#JOB_UNREADABLE} if it cannot be read or is larger
   *     than {@link #MAX_BYTES}
   */
  public static YamlFile read(Path path) {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(path)) {
      bytes = in.readNBytes(MAX_BYTES + 1);
    } catch (IOException e) {
      throw new CloisterException(
          ErrorCode.JOB_UNREADABLE,
          "The file " + path + " must be readable; check its name and permissions.",
          e);
    }
    return parse(path.toString(), bytes);
  }

  /** Reads bytes; see {@link #read}. */
  public static YamlFile parse(String name, byte[] bytes) {
    CloisterException.require(
        bytes.length <= MAX_BYTES,
        ErrorCode.JOB_UNREADABLE,
        "The file "
            + name
            + " must have at most "
            + MAX_BYTES
            + " bytes, has more; is it really a job file?");
    return new YamlFile(name, new YamlTree(name).build(text(name, bytes)), Digest.of(bytes));
  }

  /** Without the mark that some editors put at the beginning. */
  private static String text(String name, byte[] bytes) {
    CharBuffer text = CharBuffer.allocate(bytes.length);
    ByteBuffer rest = ByteBuffer.wrap(bytes);
    CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(rest, text, true);
    text.flip();
    if (result.isError()) {
      String good = text.toString();
      int line = 1 + (int) good.chars().filter(c -> c == '\n').count();
      Position at = new Position(line, good.length() - good.lastIndexOf('\n'));
      throw new ProblemsFound(
          List.of(
              new Problem(
                  name,
                  at,
                  "",
                  "must be UTF-8 text, has a byte that is not; save the file as UTF-8",
                  ErrorCode.JOB_UNREADABLE)));
    }
    boolean marked = text.length() > 0 && text.charAt(0) == '\ufeff';
    return text.subSequence(marked ? 1 : 0, text.length()).toString();
  }
}
