/** Models that are kept: what they say of themselves, and predictions and metrics from them. */
@NullMarked
package org.cloister.app.predict;

import org.jspecify.annotations.NullMarked;
