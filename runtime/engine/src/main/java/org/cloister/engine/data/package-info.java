/**
 * A site's data on its way to a trainer: split, preprocessing, examples in memory, batches,
 * objectives. No file access; rows come from a {@code DataSource}.
 */
@NullMarked
package org.cloister.engine.data;

import org.jspecify.annotations.NullMarked;
