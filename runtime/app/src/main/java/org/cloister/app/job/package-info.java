/** The job file: its sections as typed values, and the reader that makes them. */
@NullMarked
package org.cloister.app.job;

import org.jspecify.annotations.NullMarked;
