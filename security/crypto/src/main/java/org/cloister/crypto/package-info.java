/**
 * Signing, hashing and secrets, behind one choice of algorithms: the only room that knows Bouncy
 * Castle.
 */
@NullMarked
package org.cloister.crypto;

import org.jspecify.annotations.NullMarked;
