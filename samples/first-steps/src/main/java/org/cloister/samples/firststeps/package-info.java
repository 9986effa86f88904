/** Writes the tables of the first steps. */
@NullMarked
package org.cloister.samples.firststeps;

import org.jspecify.annotations.NullMarked;
