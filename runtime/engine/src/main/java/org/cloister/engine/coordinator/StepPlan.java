package org.cloister.engine.coordinator;

import java.util.List;
import java.util.Optional;
import org.cloister.engine.Message;
import org.cloister.engine.groups.GroupDraw;
import org.cloister.model.Digest;
import org.cloister.model.Model;
import org.cloister.model.Part;
import org.cloister.spi.Command;

/**
 * What a step has sites do.
 *
 * @param command of the agent
 * @param node the agent
 * @param round of its workflow
 * @param parts what each site sends
 * @param model what it is about, if anything
 */
record StepPlan(
    Command.RunAtSites command, String node, int round, List<Part> parts, Optional<Model> model) {

  /** What answers have to be about; the terms if there is no model. */
  Digest base(Digest terms) {
    return model.map(Model::version).orElse(terms);
  }

  /**
   * The ask.
   *
   * @param number that answers name
   * @param session who shares it; empty on the open route
   */
  Message.Ask ask(long number, Job job, List<String> session) {
    return new Message.Ask(
        number,
        round,
        job.round,
        node,
        command.task(),
        model.map(Model::version),
        job.assembly().pins(),
        session,
        command.deadline(),
        job.groups.map(GroupDraw::digest));
  }
}
