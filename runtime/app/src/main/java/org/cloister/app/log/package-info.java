/** What log lines look like: one line each, nothing that forges another, no text of exceptions. */
@NullMarked
package org.cloister.app.log;

import org.jspecify.annotations.NullMarked;
