package org.cloister.guard;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.Quoted;

/** Reads the clauses of one header, left to right. */
final class HeaderScanner {
  private final String text;
  private int at;

  HeaderScanner(String text) {
    this.text = text;
  }

  List<HeaderClause> clauses() {
    List<HeaderClause> clauses = new ArrayList<>();
    do {
      clauses.add(clause());
    } while (accept(','));
    require(at == text.length(), "a comma or the end");
    return clauses;
  }

  private HeaderClause clause() {
    List<String> paths = new ArrayList<>();
    Map<String, String> attributes = new LinkedHashMap<>();
    Map<String, String> directives = new LinkedHashMap<>();
    do {
      String word = word();
      require(!word.isEmpty(), "a name");
      if (!accept('=')) {
        require(attributes.isEmpty() && directives.isEmpty(), "names before parameters");
        paths.add(word);
      } else if (word.endsWith(":")) {
        put(directives, word.substring(0, word.length() - 1).strip());
      } else {
        int type = word.indexOf(':');
        put(attributes, type < 0 ? word : word.substring(0, type).strip());
      }
    } while (accept(';'));
    require(!paths.isEmpty(), "a name before the parameters");
    return new HeaderClause(paths, attributes, directives);
  }

  private void put(Map<String, String> parameters, String name) {
    require(!name.isEmpty(), "the parameter's name");
    require(parameters.put(name, value()) == null, "each parameter once");
  }

  private String value() {
    skipSpace();
    if (at == text.length() || text.charAt(at) != '"') {
      String word = word();
      require(!word.isEmpty(), "a value");
      return word;
    }
    StringBuilder value = new StringBuilder();
    for (at++; at < text.length() && text.charAt(at) != '"'; at++) {
      if (text.charAt(at) == '\\') {
        at++;
        require(at < text.length(), "a character after the backslash");
      }
      value.append(text.charAt(at));
    }
    require(accept('"'), "a closing quote");
    return value.toString();
  }

  /** Everything up to the next separator, without the space around it. */
  private String word() {
    int start = at;
    while (at < text.length() && ",;=\"".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return text.substring(start, at).strip();
  }

  private boolean accept(char wanted) {
    skipSpace();
    if (at < text.length() && text.charAt(at) == wanted) {
      at++;
      return true;
    }
    return false;
  }

  private void skipSpace() {
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
  }

  private void require(boolean condition, String wanted) {
    CloisterException.require(
        condition,
        ErrorCode.PLUGIN_HEADER_REFUSED,
        "A header must have "
            + wanted
            + " at character "
            + (Math.min(at, text.length()) + 1)
            + ", was "
            + Quoted.of(text)
            + ".");
  }
}
