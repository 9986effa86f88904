/** A site: reads its data, trains, answers queries, keeps its state, takes part in sessions. */
@NullMarked
package org.cloister.engine.site;

import org.jspecify.annotations.NullMarked;
