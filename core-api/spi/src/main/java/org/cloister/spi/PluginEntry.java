package org.cloister.spi;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.annotation.bundle.Capability;

/**
 * Marks the one {@link Plugin} class of a bundle. At build time bnd turns it into the header {@code
 * Provide-Capability: org.cloister.plugin;class="..."}, by which the host finds the class; a bundle
 * built without bnd writes that header itself.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.CLASS)
@Capability(namespace = PluginEntry.NAMESPACE, attribute = "class=${@class}")
public @interface PluginEntry {
  /** The namespace of the capability. */
  String NAMESPACE = "org.cloister.plugin";
}
