/** What a run leaves behind: history, metrics and model, in forms that others can read. */
@NullMarked
package org.cloister.app.record;

import org.jspecify.annotations.NullMarked;
