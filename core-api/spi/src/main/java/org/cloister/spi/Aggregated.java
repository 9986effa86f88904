package org.cloister.spi;

import org.cloister.model.FloatVector;

/**
 * The next SHARED weights and what to remember.
 *
 * @param weights as long as the current ones; a value that is not finite makes the round void
 * @param state for the next round
 */
public record Aggregated(FloatVector weights, ServerState state) {}
