/** Combinations that do not protect do not compile. */
@NullMarked
package org.cloister.port;

import org.jspecify.annotations.NullMarked;
