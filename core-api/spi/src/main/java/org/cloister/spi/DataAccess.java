package org.cloister.spi;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** The site's own files, read-only: the only file access that a guest has. */
public interface DataAccess {

  /** The names that may be opened, in order. */
  List<String> names();

  /**
   * A fresh stream over the file of that name; the caller closes it.
   *
   * @throws IOException if it cannot be read
   */
  InputStream open(String name) throws IOException;
}
