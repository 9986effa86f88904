/** What a cryptographic library has to offer to be the one under this room; no guest sees it. */
@NullMarked
package org.cloister.crypto.provider;

import org.jspecify.annotations.NullMarked;
