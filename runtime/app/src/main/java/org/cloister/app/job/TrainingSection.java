package org.cloister.app.job;

import java.util.Optional;

/**
 * The local work of a round.
 *
 * @param trainer does it
 * @param batchSize rows of a mini-batch
 * @param clipNorm bounds a site's change; infinite for none
 * @param episodes how episodes are made, if the trainer needs them
 * @param episodesPerRound how many
 * @param privacy DP-SGD, if the job uses it
 */
public record TrainingSection(
    PluginRef trainer,
    int batchSize,
    double clipNorm,
    Optional<PluginRef> episodes,
    int episodesPerRound,
    Optional<PluginRef> privacy) {}
