package org.cloister.tck;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.cloister.model.ErrorCode;
import org.cloister.spi.protection.Expectation;

/** Expectations and what was seen, in words. */
final class ExpectedWords {

  private ExpectedWords() {}

  static String of(Expectation expected) {
    String code = expected.code().map(ErrorCode::text).orElse("");
    String blame =
        expected.code().isEmpty()
            ? "no refusal"
            : String.join(" or ", new TreeSet<>(expected.apart())) + " blamed with " + code;
    return switch (expected.end()) {
      case REFUSED -> "refused with " + code;
      case SURVIVED -> blame + "; exact sum of all others";
      case VOID -> blame + "; no sum";
    };
  }

  static String noticed(
      List<StageNotes.Refusal> noticed, Set<String> blamed, Optional<ErrorCode> code) {
    if (code.isEmpty()) {
      return "no refusal";
    }
    String who =
        noticed.stream()
            .filter(refusal -> refusal.code() == code.get())
            .map(StageNotes.Refusal::party)
            .distinct()
            .collect(Collectors.joining(", "));
    return who + (blamed.contains(who) ? " blamed with " : " refused with ") + code.get().text();
  }
}
