package org.cloister.tck;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cloister.model.ErrorCode;

/**
 * One case of conformance.
 *
 * @param name the adversary's, or {@link SessionConformance#HONEST}
 * @param expected what must become of it, in words; {@link org.cloister.spi.protection.Expectation}
 *     says precisely
 * @param observed what became of it, in words
 * @param code with which it was noticed: the expected one if anybody had it, else the first; empty
 *     if there was none
 * @param passed whether that is as it must be
 */
public record ConformanceCase(
    String name, String expected, String observed, Optional<ErrorCode> code, boolean passed) {

  /** One case of the parts of one: the first part that did not pass speaks for all. */
  static ConformanceCase of(List<ConformanceCase> parts) {
    ConformanceCase first = parts.get(0);
    for (ConformanceCase part : parts) {
      if (!part.passed()) {
        return part;
      }
    }
    return new ConformanceCase(
        first.name(),
        words(parts.stream().map(ConformanceCase::expected).toList()),
        words(parts.stream().map(ConformanceCase::observed).toList()),
        parts.stream().flatMap(part -> part.code().stream()).findFirst(),
        true);
  }

  private static String words(List<String> parts) {
    String all = parts.stream().distinct().collect(Collectors.joining("; "));
    return parts.size() == 1 ? all : parts.size() + " sessions: " + all;
  }
}
