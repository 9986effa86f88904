/** Runs rounds. */
@NullMarked
package org.cloister.engine;

import org.jspecify.annotations.NullMarked;
