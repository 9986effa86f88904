package org.cloister.engine.coordinator;

import java.util.Optional;
import org.cloister.engine.JobTerms;
import org.cloister.engine.Message;
import org.cloister.engine.Resumption;
import org.cloister.engine.round.Models;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.Model;
import org.cloister.port.Assembly;
import org.cloister.spi.WorkflowNode;
import org.cloister.spi.WorkflowPlan;

/** Brings a job back to where a checkpoint left it. */
record Resuming(JobTerms terms, WorkflowPlan workflow, Resumption from) {

  /**
   * The workflow with its agents where they were: every event that they saw is folded again.
   *
   * @throws CloisterException {@link ErrorCode#HISTORY_DIVERGED} if they would not decide what is
   *     recorded
   */
  WorkflowRun run() {
    Replay.Replayed replayed =
        Replay.of(PreparedWorkflow.of(workflow, terms), terms.facts(), from.events());
    WorkflowRun run = replayed.run();
    CloisterException.require(
        replayed.phaseOver()
            && run.round() == from.checkpoint().round()
            && run.phase() != WorkflowNode.Phase.END
            && run.stopReason().isEmpty(),
        ErrorCode.RESUME_REFUSED,
        "The history must end where round "
            + from.checkpoint().round()
            + " does and another follows, does not.");
    return run;
  }

  /** The model of the checkpoint; reads all of it. */
  Optional<Model> model(Assembly assembly) {
    Optional<Message.Broadcast> sent = from.checkpoint().model();
    Optional<Model> model =
        sent.map(
            values ->
                Models.of(
                    terms, assembly, values.weights(), values.shared(), values.preprocessing()));
    CloisterException.require(
        model.map(Model::version).equals(sent.map(Message.Broadcast::version)),
        ErrorCode.RESUME_REFUSED,
        "The model of the checkpoint must be the one that its version names, is another.");
    return model;
  }
}
