/** Runs a job on this machine: sites in one process, progress, what is kept. */
@NullMarked
package org.cloister.app.run;

import org.jspecify.annotations.NullMarked;
