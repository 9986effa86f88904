package org.cloister.tck;

import java.util.ArrayList;
import java.util.List;
import org.cloister.model.ErrorCode;

/** What went wrong on a stage and on those beside it, in order. */
final class StageNotes {

  /** A party that refused, with its code. */
  record Refusal(String party, ErrorCode code) {}

  private final List<Refusal> refusals = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();
  private final List<SessionStage> stages = new ArrayList<>();

  void refused(String party, ErrorCode code) {
    refusals.add(new Refusal(party, code));
  }

  void failed(String party, Throwable e) {
    failures.add(party + " failed with " + e.getClass().getSimpleName());
  }

  void unfit(Unfit found) {
    failures.add(found.why());
  }

  void opened(SessionStage stage) {
    stages.add(stage);
  }

  List<Refusal> refusals() {
    return refusals;
  }

  List<String> failures() {
    return failures;
  }

  List<SessionStage> stages() {
    return stages;
  }
}
