package org.cloister.model;

/**
 * One entry of a privacy budget.
 *
 * @param unit whose presence is hidden
 * @param neighbours which data sets count as neighbours
 * @param event what was done
 */
public record PrivacyCharge(PrivacyUnit unit, Neighbours neighbours, DpEvent event) {}
