package org.cloister.spi;

/**
 * One task of meta-learning: adapt on the support set, be judged on the query set.
 *
 * @param support all support examples as one mini-batch, again with each call
 * @param query all query examples as one mini-batch
 */
public record Episode(Objective support, Objective query) {}
