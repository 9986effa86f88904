/** What a plugin implements. */
@NullMarked
@Version("0.1.0")
package org.cloister.spi;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
