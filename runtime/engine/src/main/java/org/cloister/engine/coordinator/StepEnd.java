package org.cloister.engine.coordinator;

import java.util.List;
import java.util.Set;
import org.cloister.engine.Fact;

/** Where a step at sites hands over what came of it; one of the two methods is called, once. */
interface StepEnd {
  void collected(List<String> reported, Absences absent, Collected collected);

  /** Too few counted. */
  void failed(Set<Fact.Answered> answers, Absences absent, String reason);
}
