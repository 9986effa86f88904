package org.cloister.app.yaml;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What to do about the parser's complaints, whose own words only specialists understand. */
final class YamlAdvice {

  private static final Map<String, String> ADVICE = new LinkedHashMap<>();

  static {
    ADVICE.put("\\t(TAB)", "indent with spaces instead of tabs");
    ADVICE.put(
        "mapping values are not allowed",
        "indent this line like the others of its section, and quote texts that contain \": \"");
    ADVICE.put(
        "could not find expected ':'",
        "write \"key: value\" with a colon and a space after the key");
    ADVICE.put("end of stream", "close the quote or bracket that was opened before");
    ADVICE.put("<stream end>", "close the quote or bracket that was opened before");
    ADVICE.put(
        "expected ',' or",
        "close the bracket, or put a comma between the values before this place");
    ADVICE.put("expected <block end>", "indent this line like the others of its section");
    ADVICE.put(
        "cannot start any token", "put quotes around a text that begins with this character");
    ADVICE.put("escape", "use single quotes, or write the backslash twice");
    ADVICE.put("unexpected character found", "put quotes around a text that begins with & or *");
  }

  private YamlAdvice() {}

  /** The parser's words without control characters that it may quote from the file, and advice. */
  static String on(@Nullable String words) {
    String plain = words == null ? "" : words.replaceAll("[^\\x20-\\x7e]", "?");
    return ADVICE.entrySet().stream()
        .filter(entry -> plain.contains(entry.getKey()))
        .findFirst()
        .map(entry -> plain + "; " + entry.getValue())
        .orElse(plain + "; look at this line and the one before");
  }
}
