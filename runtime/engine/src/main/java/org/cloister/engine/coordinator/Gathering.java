package org.cloister.engine.coordinator;

import java.util.List;
import java.util.function.Consumer;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.port.Assembly;

/** Waits until a job can begin: its plugins were checked, and its sites came or had their time. */
final class Gathering {
  private final Job job;
  private final StartRule start;
  private final Runnable complete;
  private final Consumer<Throwable> failure;
  private long timer;
  private boolean checked;
  private boolean waitOver;
  private boolean begun;

  /**
   * Waits for nobody so far.
   *
   * @param complete called once, when the job can begin
   */
  Gathering(Job job, StartRule start, Runnable complete, Consumer<Throwable> failure) {
    this.job = job;
    this.start = start;
    this.complete = complete;
    this.failure = failure;
  }

  void begin(Assembly assembly) {
    timer = job.effects.timer(start.patience(), this::waitOver);
    job.effects.work(
        Job.GUEST_LIMIT,
        () -> {
          AssemblyCheck.check(job.terms, assembly);
          return true;
        },
        fine -> {
          checked = true;
          look();
        },
        failure);
  }

  private void waitOver() {
    waitOver = true;
    look();
  }

  /** Whether the job could begin. */
  boolean begun() {
    return begun;
  }

  /** Call it when a site came or went. */
  void look() {
    boolean complete = job.sites.allAnswered() || waitOver;
    if (checked && complete && !begun) {
      List<String> here = job.sites.here();
      List<String> roster = job.terms.roster();
      if (here.isEmpty() || (start.everySite() && here.size() < roster.size())) {
        failure.accept(without(roster.stream().filter(site -> !here.contains(site)).toList()));
        return;
      }
      job.effects.clear(timer);
      begun = true;
      this.complete.run();
    }
  }

  private CloisterException without(List<String> missing) {
    return new CloisterException(
        ErrorCode.BELOW_QUORUM,
        "The job did not begin: "
            + missing
            + " of the sites "
            + job.terms.roster()
            + " did not join within "
            + start.patience().toSeconds()
            + " s or declined; start them, or look into their logs.");
  }
}
