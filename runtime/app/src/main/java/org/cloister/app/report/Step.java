package org.cloister.app.report;

import java.util.List;
import java.util.Map;
import org.cloister.spi.DropReason;

/**
 * Sites were asked and this came of it.
 *
 * @param round in which
 * @param node who asked
 * @param reported who counted
 * @param dropped who did not, and why
 * @param values what it gave
 */
record Step(
    int round,
    String node,
    List<String> reported,
    Map<String, DropReason> dropped,
    Map<String, Double> values) {}
