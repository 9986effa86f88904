/** Plugins: aggregators. */
@NullMarked
package org.cloister.plugins.aggregators;

import org.jspecify.annotations.NullMarked;
