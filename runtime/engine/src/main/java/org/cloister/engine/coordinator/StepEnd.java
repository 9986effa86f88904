package org.cloister.engine.coordinator;

import java.util.List;
import java.util.Map;
import org.cloister.model.ErrorCode;
import org.cloister.spi.DropReason;

/** Where a step at sites hands over what came of it; one of the two methods is called, once. */
interface StepEnd {
  void collected(List<String> reported, Map<String, DropReason> dropped, Collected collected);

  void failed(ErrorCode code, String reason);
}
