package org.cloister.host;

import java.io.IOException;
import java.net.URL;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/**
 * The context class loader under which a guest that computes with ND4J is constructed: it shows
 * ND4J and the JDK. Should the guest touch ND4J there, which it need not, then ND4J finds its
 * backend and keeps this loader instead of the guest's; see {@link Nd4jWarmUp}.
 */
final class Nd4jContext extends ClassLoader {
  private final ClassLoader host;

  /** Finds ND4J through the loader of the host's own classes. */
  Nd4jContext(ClassLoader host) {
    super("nd4j", ClassLoader.getPlatformClassLoader());
    this.host = host;
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    if (GatedPackages.isNd4j(name)) {
      return host.loadClass(name);
    }
    throw new ClassNotFoundException(name);
  }

  @Override
  protected @Nullable URL findResource(String name) {
    return host.getResource(name);
  }

  @Override
  protected Enumeration<URL> findResources(String name) throws IOException {
    return host.getResources(name);
  }
}
