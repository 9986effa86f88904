package org.cloister.model;

/**
 * One contribution by itself, which the coordinator has on the open route; on the grouped route it
 * is the mean of a group.
 *
 * @param source the site, or the group
 * @param contribution what it gave
 * @param staleness how many versions the model is ahead of the one it was computed from; 0 if none
 *     (FedBuff)
 */
public record ReceivedUpdate(String source, Contribution contribution, int staleness) {}
