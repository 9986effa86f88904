/** Plugins: data sources. */
@NullMarked
package org.cloister.plugins.datasources;

import org.jspecify.annotations.NullMarked;
