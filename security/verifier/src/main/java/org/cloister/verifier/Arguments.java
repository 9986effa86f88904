package org.cloister.verifier;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A command line: words, options that stand once, and {@code --key}, which may be repeated. */
final class Arguments {
  private static final Set<String> OPTIONS =
      Set.of("--policy", "--against", "--max-age", "--format", "--entry", "--proof");

  private final List<String> words = new ArrayList<>();
  private final List<String> keys = new ArrayList<>();
  private final Map<String, String> options = new HashMap<>();

  static Arguments parse(List<String> line) throws BadUsage {
    Arguments arguments = new Arguments();
    for (int i = 0; i < line.size(); i++) {
      String word = line.get(i);
      if (!word.startsWith("--")) {
        arguments.words.add(word);
        continue;
      }
      int equals = word.indexOf('=');
      String option = equals < 0 ? word : word.substring(0, equals);
      if (!option.equals("--key") && !OPTIONS.contains(option)) {
        throw new BadUsage("There is no option " + StrictText.printable(option) + ".");
      }
      if (equals < 0 && i + 1 == line.size()) {
        throw new BadUsage(option + " needs a value.");
      }
      arguments.option(option, equals < 0 ? line.get(++i) : word.substring(equals + 1));
    }
    return arguments;
  }

  private void option(String option, String value) throws BadUsage {
    if (option.equals("--key")) {
      keys.add(value);
    } else if (options.putIfAbsent(option, value) != null) {
      throw new BadUsage(option + " must stand once.");
    }
  }

  List<String> words() {
    return words;
  }

  List<String> keys() {
    return keys;
  }

  @Nullable String option(String name) {
    return options.get(name);
  }

  /** Refuses options that this verb does not read. */
  void only(Set<String> allowed) throws BadUsage {
    for (String option : options.keySet()) {
      if (!allowed.contains(option)) {
        throw new BadUsage(option + " means nothing here.");
      }
    }
  }
}
