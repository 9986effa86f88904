package org.cloister.app.yaml;

import java.util.List;
import java.util.stream.Collectors;

/** All problems of a file at once; nothing was started. */
public final class ProblemsFound extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  ProblemsFound(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** In the order of the file; at least one. */
  public List<Problem> problems() {
    return problems;
  }
}
