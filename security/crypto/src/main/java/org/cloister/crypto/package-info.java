/**
 * Signing, hashing, key agreement, masks and secrets, behind one choice of algorithms: the only
 * room that knows Bouncy Castle.
 */
@Version("0.1.0")
@NullMarked
package org.cloister.crypto;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
