package org.cloister.app.job;

import java.nio.file.Path;

/**
 * A site that takes part.
 *
 * @param id of the site
 * @param data its file or folder
 * @param origin where it stands
 */
public record SiteEntry(String id, Path data, Origin origin) {}
