/** A page for each error code, for people who have just met it. */
@NullMarked
package org.cloister.app.explain;

import org.jspecify.annotations.NullMarked;
