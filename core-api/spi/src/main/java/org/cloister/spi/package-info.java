/**
 * What the author of a plugin implements, and nothing else. With {@code org.cloister.model} and the
 * SLF4J API it is all that a guest sees of Cloister.
 *
 * <p>Start at {@link org.cloister.spi.Plugin}. Every role has an {@code id} and is handed values
 * and host services; none opens a file, a socket, a clock or a thread of its own, and none keeps
 * what it is handed. Unless a type says otherwise, the host may call one role object from several
 * threads, one call each; <em>sessions</em> belong to one thread. Training is handed a {@code long
 * seed}, protection a {@code SecureRandom}; nothing is handed both.
 */
@Version("0.1.0")
@NullMarked
package org.cloister.spi;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
