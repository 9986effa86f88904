/** Checks that every plugin has to pass. */
@NullMarked
@Version("0.1.0")
package org.cloister.tck;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
