/** Plugins: trainers. */
@NullMarked
package org.cloister.plugins.trainers;

import org.jspecify.annotations.NullMarked;
