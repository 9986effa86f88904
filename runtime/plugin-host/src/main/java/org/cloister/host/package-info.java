/**
 * Loads plugins into an OSGi framework (Apache Felix), leases what they offer, and swaps their
 * versions while they are used.
 *
 * <p>Start at {@link org.cloister.host.PluginHost}. Guests see {@code org.cloister.model}, {@code
 * org.cloister.spi} and the SLF4J API, and what their bundle was granted; they have no activator,
 * no bundle context and no services. The host constructs their one entry class itself, on a thread
 * of its own and with a deadline, and keeps no object of theirs outside a generation, so that a
 * retired version can be collected.
 */
@NullMarked
package org.cloister.host;

import org.jspecify.annotations.NullMarked;
