/** What models of recent rounds were made from, encrypted, so that a round can be made again. */
@NullMarked
package org.cloister.app.archive;

import org.jspecify.annotations.NullMarked;
