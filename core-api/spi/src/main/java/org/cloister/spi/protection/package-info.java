/**
 * The roles of the protection tier: secure aggregation, quantising, differential privacy. Exported
 * only to bundles that the site granted {@code protection}, because they stand between a site's
 * update and everyone else.
 */
@Version("0.1.0")
@NullMarked
package org.cloister.spi.protection;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
