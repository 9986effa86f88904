/**
 * Sums that a coordinator learns without learning what was summed: quantising, masks, and the
 * protocol of Bonawitz et al. (CCS 2017) against a coordinator that may lie. Read {@link
 * org.cloister.plugins.secagg.BonawitzAggregation} first, then the steps of a site and of the hub
 * in their order.
 */
@NullMarked
package org.cloister.plugins.secagg;

import org.jspecify.annotations.NullMarked;
