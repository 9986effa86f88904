package org.cloister.ledger.note;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;

/**
 * A text and the lines of who signed it (C2SP signed-note 1.0.0); nothing is verified yet, see
 * {@link NoteCheck}. Reading and writing give the same bytes.
 *
 * @param text ends with a line end
 * @param signatures 1 to 100
 */
public record SignedNote(String text, List<SignatureLine> signatures) {

  /** The most bytes that a note may have. */
  public static final int MAX_BYTES = 1 << 16;

  private static final int MAX_SIGNATURES = 100;

  /** Copies the lines and checks the form. */
  public SignedNote {
    signatures = List.copyOf(signatures);
    require(text.endsWith("\n"), "its text must end with a line end");
    require(
        !signatures.isEmpty() && signatures.size() <= MAX_SIGNATURES,
        "it must have 1 to 100 signatures");
    require(
        text.chars().noneMatch(c -> c < 0x20 && c != '\n'), "it must have no control characters");
    int bytes = text.getBytes(StandardCharsets.UTF_8).length + 1;
    bytes += signatures.stream().mapToInt(SignatureLine::bytes).sum();
    require(bytes <= MAX_BYTES, "it must have at most 65536 bytes");
  }

  /**
   * Reads a note.
   *
   * @throws CloisterException CL-0912 if it is malformed or longer than 64 KiB
   */
  public static SignedNote read(byte[] bytes) {
    require(bytes.length <= MAX_BYTES, "it must have at most 65536 bytes");
    String all = decode(bytes);
    int split = all.lastIndexOf("\n\n");
    require(split >= 0 && all.endsWith("\n"), "an empty line must part text and signatures");
    List<SignatureLine> lines = new ArrayList<>();
    int at = split + 2;
    while (at < all.length()) {
      int end = all.indexOf('\n', at);
      require(lines.size() < MAX_SIGNATURES, "it must have 1 to 100 signatures");
      lines.add(
          SignatureLine.read(all.substring(at, end))
              .orElseThrow(() -> malformed("a signature line is malformed")));
      at = end + 1;
    }
    return new SignedNote(all.substring(0, split + 1), lines);
  }

  /** The note as it is stored. */
  public byte[] toBytes() {
    StringBuilder out = new StringBuilder(text).append('\n');
    signatures.forEach(line -> out.append(line.text()));
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * This note with further lines. A second line of a name and key ID is left out, be it of another
   * time: nobody would read it.
   */
  public SignedNote with(List<SignatureLine> more) {
    List<SignatureLine> all = new ArrayList<>(signatures);
    for (SignatureLine line : more) {
      if (all.stream().noneMatch(line::isOfSameKey)) {
        all.add(line);
      }
    }
    return new SignedNote(text, all);
  }

  private static String decode(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes))
          .toString();
    } catch (CharacterCodingException e) {
      throw malformed("it must be UTF-8");
    }
  }

  private static void require(boolean condition, String why) {
    if (!condition) {
      throw malformed(why);
    }
  }

  private static CloisterException malformed(String why) {
    return new CloisterException(
        ErrorCode.CHECKPOINT_INVALID,
        "A signed note must have the form of C2SP signed-note: " + why + ".");
  }
}
