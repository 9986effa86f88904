/** The parties of a run and their keys, and messages signed with them. */
@NullMarked
package org.cloister.app.identity;

import org.jspecify.annotations.NullMarked;
