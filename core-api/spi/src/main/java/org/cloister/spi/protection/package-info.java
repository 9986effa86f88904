/** What a protection plugin implements. */
@NullMarked
@Version("0.1.0")
package org.cloister.spi.protection;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
