/** One site of a federation. */
@NullMarked
package org.cloister.node;

import org.jspecify.annotations.NullMarked;
