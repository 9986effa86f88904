/** The command line and the wiring of a node. */
@NullMarked
package org.cloister.app;

import org.jspecify.annotations.NullMarked;
