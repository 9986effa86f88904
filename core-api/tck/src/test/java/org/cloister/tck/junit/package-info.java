/** The bridge fails, aborts and passes where it should. */
@NullMarked
package org.cloister.tck.junit;

import org.jspecify.annotations.NullMarked;
