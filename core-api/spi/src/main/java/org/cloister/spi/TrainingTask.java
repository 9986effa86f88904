package org.cloister.spi;

import java.util.List;
import org.cloister.model.FloatVector;
import org.cloister.model.ParameterLayout;
import org.cloister.model.Parts;
import org.cloister.model.Settings;

/**
 * One site's work of one round.
 *
 * @param round from 1
 * @param layout of the trainable vector
 * @param initial where training starts: the broadcast SHARED values and then the site's own HOME
 *     values
 * @param shared what the trainer shares beside the weights
 * @param objective gradients on the site's training examples
 * @param episodes tasks, if the contract asked for them; else empty
 * @param state what the trainer remembered at this site
 * @param work how much to do
 * @param settings the trainer's settings
 * @param seed for whatever chance the trainer needs
 * @param progress the line to the host
 */
public record TrainingTask(
    int round,
    ParameterLayout layout,
    FloatVector initial,
    Parts shared,
    Objective objective,
    List<Episode> episodes,
    SiteState state,
    LocalWork work,
    Settings settings,
    long seed,
    Progress progress) {

  /** Copies the episodes. */
  public TrainingTask {
    episodes = List.copyOf(episodes);
  }
}
