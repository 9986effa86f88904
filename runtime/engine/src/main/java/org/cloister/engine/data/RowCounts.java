package org.cloister.engine.data;

/**
 * How a site's rows are used. For the site's own people: it is no part of any message.
 *
 * @param train the model learns from them
 * @param test metrics are computed on them
 * @param leftOut a cell that they need is missing
 */
public record RowCounts(long train, long test, long leftOut) {}
