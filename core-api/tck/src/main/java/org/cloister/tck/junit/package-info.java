/** The checks as JUnit tests. */
@NullMarked
@Version("0.1.0")
package org.cloister.tck.junit;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
