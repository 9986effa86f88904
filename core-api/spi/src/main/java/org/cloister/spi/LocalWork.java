package org.cloister.spi;

/**
 * How much a site does in a round.
 *
 * @param steps mini-batch steps of this round; at least 1
 * @param firstStep how many steps the site did in earlier rounds; the order of batches continues
 *     from there
 */
public record LocalWork(long steps, long firstStep) {}
