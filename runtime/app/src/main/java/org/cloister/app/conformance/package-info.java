/** Sessions of the installed protocols against adversaries. */
@NullMarked
package org.cloister.app.conformance;

import org.jspecify.annotations.NullMarked;
