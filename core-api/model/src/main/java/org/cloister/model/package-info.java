/** Values that every floor shares. */
@NullMarked
@Version("0.1.0")
package org.cloister.model;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
