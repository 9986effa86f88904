/** A federation of clinics, small enough to read. */
@NullMarked
package org.cloister.samples.heartdisease;

import org.jspecify.annotations.NullMarked;
