/** Loads plugins into an OSGi framework. */
@NullMarked
package org.cloister.host;

import org.jspecify.annotations.NullMarked;
