/** What a run keeps to go on from after a crash, and how a later one goes on from it. */
@NullMarked
package org.cloister.app.state;

import org.jspecify.annotations.NullMarked;
