/** Plans sort their nodes and refuse what cannot be sorted. */
@NullMarked
package org.cloister.spi;

import org.jspecify.annotations.NullMarked;
