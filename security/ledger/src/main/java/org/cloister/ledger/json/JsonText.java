package org.cloister.ledger.json;

/**
 * A text.
 *
 * @param value Unicode without U+0000 to U+001F, U+007F and lone surrogates
 */
public record JsonText(String value) implements JsonValue {

  /** Refuses characters that have more than one spelling or none. */
  public JsonText {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      Malformed.require(c >= 0x20 && c != 0x7f, "a text has a control character");
      if (Character.isHighSurrogate(c)) {
        i++;
        Malformed.require(
            i < value.length() && Character.isLowSurrogate(value.charAt(i)),
            "a text has a lone surrogate");
      } else {
        Malformed.require(!Character.isLowSurrogate(c), "a text has a lone surrogate");
      }
    }
  }

  /** The text between quotes, as it stands on the log. */
  public String spelling() {
    return CanonicalWriter.text(this);
  }
}
