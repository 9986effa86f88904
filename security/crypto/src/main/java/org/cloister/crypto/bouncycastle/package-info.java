/** The usual provider: Bouncy Castle's lightweight interface. */
@NullMarked
package org.cloister.crypto.bouncycastle;

import org.jspecify.annotations.NullMarked;
