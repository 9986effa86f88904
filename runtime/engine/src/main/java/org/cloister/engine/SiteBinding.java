package org.cloister.engine;

import java.util.Optional;
import org.cloister.engine.data.BatchOrder;
import org.cloister.engine.data.Split;
import org.cloister.spi.DataAccess;

/**
 * What is a site's own in a job.
 *
 * @param site its id
 * @param data its files
 * @param split its training and test rows
 * @param batchOrder the order of batches, if not shuffled by the seed
 */
public record SiteBinding(
    String site, DataAccess data, Split split, Optional<BatchOrder> batchOrder) {}
