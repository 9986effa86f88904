/** Plugins: workflows. */
@NullMarked
package org.cloister.plugins.workflows;

import org.jspecify.annotations.NullMarked;
