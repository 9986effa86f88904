package org.cloister.app.run;

/**
 * A site that was asked and did not count, or ended by itself.
 *
 * @param round in which; 0 before the first
 * @param node of the workflow; empty if it ended by itself
 * @param site who
 * @param reason a word such as {@code failed}, or a sentence
 */
public record Dropout(int round, String node, String site, String reason) {}
