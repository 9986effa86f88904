package org.cloister.guard;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One clause of an OSGi manifest header (OSGi Core 8, 3.2.3), such as {@code
 * org.cloister.spi;version="[0.1,0.2)"}.
 *
 * @param paths the names before the parameters, at least one
 * @param attributes from {@code name=value} and {@code name:Type=value}; the type is left out
 * @param directives from {@code name:=value}
 */
public record HeaderClause(
    List<String> paths, Map<String, String> attributes, Map<String, String> directives) {

  /** Copies the collections. */
  public HeaderClause {
    paths = List.copyOf(paths);
    attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    directives = Collections.unmodifiableMap(new LinkedHashMap<>(directives));
  }

  /**
   * The clauses of a header, in their order. Commas and semicolons inside double quotes separate
   * nothing.
   *
   * @throws org.cloister.model.CloisterException CL-0304 if the text does not follow the grammar
   */
  public static List<HeaderClause> parse(String header) {
    return new HeaderScanner(header).clauses();
  }
}
