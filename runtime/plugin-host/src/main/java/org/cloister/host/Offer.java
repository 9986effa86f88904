package org.cloister.host;

import org.cloister.guard.BundleVersion;
import org.cloister.model.PluginPin;
import org.cloister.spi.Role;

/**
 * One role object of one bundle.
 *
 * @param type its role
 * @param pin what is recorded of it
 * @param version of its bundle
 * @param role the guest's object
 */
record Offer(RoleType type, PluginPin pin, BundleVersion version, Role role) {}
