package org.cloister.app.audit;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.StringJoiner;
import org.cloister.app.record.Json;
import org.cloister.model.ErrorCode;

/**
 * An entry of a ledger in one line for people. It knows no type of entry by name, so that it shows
 * those of later versions as well.
 *
 * @param entry the whole entry
 */
public record EntryLine(JsonNode entry) {

  private static final int DIGEST_SHOWN = "sha256:".length() + 12;
  private static final int TEXT_SHOWN = 60;

  /**
   * Reads stored bytes.
   *
   * @throws org.cloister.model.CloisterException CL-0905 if they are no JSON
   */
  public static EntryLine of(byte[] stored) {
    String text = new String(stored, StandardCharsets.UTF_8);
    return new EntryLine(
        Json.parse(text, "An entry of the ledger", ErrorCode.LEDGER_ENTRY_INVALID));
  }

  /** The type of the entry. */
  public String type() {
    return entry.path("type").asText();
  }

  /** Position, time, type, who signed, and the small members of the body. */
  public String text() {
    StringJoiner members = new StringJoiner(" ");
    entry
        .path("body")
        .properties()
        .forEach(
            member -> {
              if (!member.getKey().equals("origin")) {
                members.add(member.getKey() + "=" + shown(member.getValue()));
              }
            });
    return String.format(
        Locale.ROOT,
        "%7d  %s  %-13s  %-16s  %s",
        entry.path("seq").asLong(),
        printable(entry.path("time").asText()),
        printable(type()),
        printable(entry.path("sig").path("key").asText()),
        members);
  }

  private static String shown(JsonNode value) {
    if (value.isArray()) {
      boolean names = value.size() <= 4 && allShort(value);
      return names ? joined(value) : "[" + value.size() + "]";
    }
    if (value.isObject()) {
      StringJoiner inner = new StringJoiner(",", "{", "}");
      value.properties().forEach(m -> inner.add(m.getKey() + "=" + shown(m.getValue())));
      return inner.toString();
    }
    String text = printable(value.asText());
    if (text.startsWith("sha256:") && text.length() > DIGEST_SHOWN) {
      return text.substring(0, DIGEST_SHOWN);
    }
    return text.length() > TEXT_SHOWN ? text.substring(0, TEXT_SHOWN) + "..." : text;
  }

  private static boolean allShort(JsonNode array) {
    for (JsonNode item : array) {
      if (item.isContainerNode() || item.asText().length() > 20) {
        return false;
      }
    }
    return true;
  }

  private static String joined(JsonNode array) {
    StringJoiner items = new StringJoiner(",", "[", "]");
    array.forEach(item -> items.add(printable(item.asText())));
    return items.toString();
  }

  /** Other parties wrote it: nothing of it may move a terminal's cursor. */
  private static String printable(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            point -> {
              boolean plain =
                  switch (Character.getType(point)) {
                    case Character.CONTROL,
                        Character.FORMAT,
                        Character.SURROGATE,
                        Character.PRIVATE_USE,
                        Character.UNASSIGNED,
                        Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR ->
                        false;
                    default -> true;
                  };
              out.append(plain ? Character.toString(point) : "\ufffd");
            });
    return out.toString();
  }
}
