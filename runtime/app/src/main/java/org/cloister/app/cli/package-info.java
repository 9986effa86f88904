/** The command line: verbs, what they print, and how they end. */
@NullMarked
package org.cloister.app.cli;

import org.jspecify.annotations.NullMarked;
