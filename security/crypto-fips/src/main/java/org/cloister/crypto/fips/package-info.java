/** The primitives of the bc-fips module in approved-only mode, in the place of Bouncy Castle's. */
@NullMarked
package org.cloister.crypto.fips;

import org.jspecify.annotations.NullMarked;
