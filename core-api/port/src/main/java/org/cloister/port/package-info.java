/**
 * What the engine asks of the rooms around it: routes assembled from plugins, the plugins of a
 * round, disk. Plugins cannot see this package.
 */
@Version("0.1.0")
@NullMarked
package org.cloister.port;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
