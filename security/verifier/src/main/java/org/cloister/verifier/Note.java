package org.cloister.verifier;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * A signed note of C2SP signed-note 1.0.0, not yet verified.
 *
 * @param text the signed text with its last line feed
 * @param lines the signature lines in their order
 */
record Note(String text, List<Line> lines) {
  static final int MAX_SIZE = 64 * 1024;
  private static final int MAX_LINES = 256;
  private static final String DASH = "\u2014";

  /**
   * A signature line.
   *
   * @param keyId eight hexadecimal digits
   * @param signature what follows the key ID, as hexadecimal digits
   */
  record Line(String name, String keyId, String signature) {

    byte[] bytes() {
      return HexFormat.of().parseHex(signature);
    }
  }

  Note {
    lines = List.copyOf(lines);
  }

  static Note parse(byte[] bytes) throws Refused {
    if (bytes.length > MAX_SIZE) {
      throw malformed("a note must be at most " + MAX_SIZE + " bytes");
    }
    String all = StrictText.utf8(bytes, Code.CHECKPOINT_MALFORMED);
    if (all.chars().anyMatch(c -> c < 0x20 && c != '\n')) {
      throw malformed("a note must not hold control characters");
    }
    int blank = all.lastIndexOf("\n\n");
    if (blank < 0 || !all.endsWith("\n") || blank + 2 >= all.length()) {
      throw malformed("a note must be a text, an empty line and signature lines");
    }
    String signatures = all.substring(blank + 2, all.length() - 1);
    List<Line> lines = new ArrayList<>();
    for (String line : signatures.split("\n", -1)) {
      lines.add(line(line));
      if (lines.size() > MAX_LINES) {
        throw malformed("a note must have at most " + MAX_LINES + " signature lines");
      }
    }
    return new Note(all.substring(0, blank + 1), lines);
  }

  private static Line line(String line) throws Refused {
    String[] parts = line.split(" ", -1);
    if (parts.length != 3 || !parts[0].equals(DASH) || !Vkey.isName(parts[1])) {
      throw malformed("a signature line must be a dash, a name and base64");
    }
    byte[] signature = StrictText.base64(parts[2], Code.CHECKPOINT_MALFORMED);
    if (signature.length <= Vkey.ID_SIZE) {
      throw malformed("a signature line is too short");
    }
    HexFormat hex = HexFormat.of();
    return new Line(
        parts[1],
        hex.formatHex(Arrays.copyOf(signature, Vkey.ID_SIZE)),
        hex.formatHex(signature, Vkey.ID_SIZE, signature.length));
  }

  private static Refused malformed(String what) {
    return new Refused(Code.CHECKPOINT_MALFORMED, what);
  }
}
