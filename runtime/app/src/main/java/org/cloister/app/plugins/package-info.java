/** From the plugins that a job file names to the assembly of a round, and whether they fit. */
@NullMarked
package org.cloister.app.plugins;

import org.jspecify.annotations.NullMarked;
