package org.cloister.app.run;

import org.cloister.app.job.Job;
import org.cloister.app.job.PluginRef;
import org.cloister.app.job.WorkflowSection;
import org.cloister.app.record.PluginUse;
import org.cloister.app.record.Recipe;
import org.cloister.model.CloisterException;
import org.cloister.model.Settings;

/** What a job says of the use of its model. */
final class JobRecipe {

  private JobRecipe() {}

  static Recipe of(Job job) {
    Settings work = work(job.workflow());
    long steps = number(work, "steps") >= 1 ? (long) number(work, "steps") : 0;
    double epochs = number(work, "epochs") > 0 ? number(work, "epochs") : 1;
    return new Recipe(
        use(job.data().source()),
        job.data().preparation(),
        use(job.training().trainer()),
        job.training().batchSize(),
        steps,
        steps > 0 ? 0 : epochs);
  }

  /** 0 if a workflow means something else by that name: nothing here may end a job. */
  private static double number(Settings work, String name) {
    try {
      return work.positive(name, 0);
    } catch (CloisterException e) {
      return 0;
    }
  }

  private static PluginUse use(PluginRef ref) {
    return new PluginUse(ref.id(), ref.settings());
  }

  /** The settings that say how much a site does: by convention steps or epochs, else one epoch. */
  private static Settings work(WorkflowSection workflow) {
    if (workflow instanceof WorkflowSection.Whole whole) {
      return whole.workflow().settings();
    }
    return ((WorkflowSection.Agents) workflow)
        .agents().stream()
            .map(agent -> agent.type().settings())
            .filter(settings -> settings.has("steps") || settings.has("epochs"))
            .findFirst()
            .orElse(Settings.none());
  }
}
