/** Values are checked where they are born, never change, and give known digests. */
@NullMarked
package org.cloister.model;

import org.jspecify.annotations.NullMarked;
