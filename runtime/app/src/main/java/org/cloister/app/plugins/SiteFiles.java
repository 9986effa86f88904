package org.cloister.app.plugins;

import org.cloister.app.job.SiteEntry;
import org.cloister.engine.SiteBinding;

/**
 * A site with its data, to be looked at before anything starts.
 *
 * @param entry where it stands in the job file
 * @param binding its files and split
 * @param whole whether to read all rows; else the first ones, where most mistakes show
 */
public record SiteFiles(SiteEntry entry, SiteBinding binding, boolean whole) {}
