/** Examines a bundle before it may run. */
@NullMarked
package org.cloister.guard;

import org.jspecify.annotations.NullMarked;
