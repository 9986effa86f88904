/** The data source {@code csv}: delimited text as typed rows of the federation's schema. */
@NullMarked
package org.cloister.plugins.datasources;

import org.jspecify.annotations.NullMarked;
