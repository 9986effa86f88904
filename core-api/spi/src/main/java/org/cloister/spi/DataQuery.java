package org.cloister.spi;

import org.cloister.model.Parts;
import org.cloister.model.Settings;

/** A statistic of the sites' tables before any preprocessing. */
public non-sealed interface DataQuery extends SumQuery {

  /** This site's sums over its training rows. */
  Parts compute(RawExamples rows, Settings settings);
}
