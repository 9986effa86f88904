package org.cloister.model;

/**
 * The exact code behind one role of a round. All participants of a round run the same pins.
 *
 * @param role such as {@code trainer}
 * @param id the plugin's id in that role
 * @param version the version of its bundle
 * @param bundle the SHA-256 of its bundle file
 */
public record PluginPin(String role, String id, String version, Digest bundle) {}
