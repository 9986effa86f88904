package org.cloister.engine;

import java.util.Map;
import java.util.Optional;
import org.cloister.model.ErrorCode;
import org.cloister.model.Model;

/** How a job ended. */
public sealed interface JobOutcome {

  /**
   * As planned.
   *
   * @param reason what ended it
   * @param rounds how many rounds were completed
   * @param model the last published model, if the workflow made one
   * @param values the last value of each metric by {@code node.name}
   */
  record Completed(String reason, int rounds, Optional<Model> model, Map<String, Double> values)
      implements JobOutcome {}

  /**
   * It could not go on.
   *
   * @param code why
   * @param reason in a sentence
   * @param rounds how many rounds were completed
   */
  record Failed(ErrorCode code, String reason, int rounds) implements JobOutcome {}
}
