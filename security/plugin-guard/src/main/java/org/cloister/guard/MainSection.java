package org.cloister.guard;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.cloister.model.Quoted;

/**
 * Reads the main section of a manifest, more strictly than the JDK or Felix do, so that all three
 * read the same: UTF-8, lines end in LF or CR LF, no header twice, no control characters.
 */
final class MainSection {
  private static final int MAX_BYTES = 1 << 20;

  private MainSection() {}

  /** The headers; names are compared without case. */
  static Map<String, String> parse(byte[] manifest, Refusal refusal) {
    refusal.requireHeader(
        manifest.length <= MAX_BYTES,
        "its manifest must be at most " + MAX_BYTES + " bytes, was " + manifest.length + ".");
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    String[] lines = decode(manifest, refusal).replace("\r\n", "\n").split("\n", -1);
    refusal.requireHeader(
        lines[0].startsWith("Manifest-Version: 1."),
        "its manifest must begin with \"Manifest-Version: 1.0\", was " + Quoted.of(lines[0]) + ".");
    int at = 0;
    while (at < lines.length && !lines[at].isEmpty()) {
      StringBuilder line = new StringBuilder(lines[at++]);
      while (at < lines.length && lines[at].startsWith(" ")) {
        line.append(lines[at++].substring(1));
      }
      put(headers, line.toString(), refusal);
    }
    return headers;
  }

  private static void put(Map<String, String> headers, String line, Refusal refusal) {
    int colon = line.indexOf(": ");
    refusal.requireHeader(
        colon > 0 && line.substring(0, colon).matches("[A-Za-z0-9][A-Za-z0-9_-]*"),
        "a line of its manifest must be \"Name: value\", was " + Quoted.of(line) + ".");
    refusal.requireHeader(
        line.chars().noneMatch(Character::isISOControl),
        "a line of its manifest must not hold control characters, was " + Quoted.of(line) + ".");
    String name = line.substring(0, colon);
    refusal.requireHeader(
        headers.put(name, line.substring(colon + 2).strip()) == null,
        "its manifest must have each header once, " + name + " is there twice.");
  }

  private static String decode(byte[] manifest, Refusal refusal) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(manifest)).toString();
    } catch (CharacterCodingException e) {
      throw refusal.header("its manifest must be UTF-8. Build the bundle again.");
    }
  }
}
