package org.cloister.app.plugins;

import org.cloister.app.job.SiteEntry;
import org.cloister.engine.SiteBinding;

/**
 * A site with its data, to be looked at before anything starts.
 *
 * @param entry where it stands in the job file
 * @param binding its files and split
 * @param look how much of them
 */
public record SiteFiles(SiteEntry entry, SiteBinding binding, Look look) {

  /** How much of a site's data is looked at. */
  public enum Look {
    /** Only whether the source's settings fit them. */
    SETTINGS,
    /** The first rows, where most mistakes show. */
    FIRST_ROWS,
    /** All rows, the split and what the preparation needs. */
    ALL_ROWS
  }
}
