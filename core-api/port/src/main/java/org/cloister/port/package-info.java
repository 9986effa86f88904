/** What the runtime offers to and asks from its surroundings. */
@NullMarked
@Version("0.1.0")
package org.cloister.port;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
