package org.cloister.spi;

import org.cloister.model.Model;
import org.cloister.model.Settings;
import org.cloister.model.Vectors;

/**
 * What an aggregator works with beside the updates.
 *
 * @param round from 1
 * @param model the current model
 * @param state what it remembered
 * @param settings its settings
 * @param vectors where it makes the next weights
 */
public record AggregationTask(
    int round, Model model, ServerState state, Settings settings, Vectors vectors) {}
