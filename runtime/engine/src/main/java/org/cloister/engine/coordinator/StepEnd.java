package org.cloister.engine.coordinator;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cloister.engine.Fact;
import org.cloister.spi.DropReason;

/** Where a step at sites hands over what came of it; one of the two methods is called, once. */
interface StepEnd {
  void collected(List<String> reported, Map<String, DropReason> dropped, Collected collected);

  /** Too few counted. */
  void failed(Set<Fact.Answered> answers, Map<String, DropReason> dropped, String reason);
}
