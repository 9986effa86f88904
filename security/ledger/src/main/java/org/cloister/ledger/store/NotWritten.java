package org.cloister.ledger.store;

import java.io.IOException;

/**
 * The disk took no more bytes, before any name had changed. Whoever catches it may tidy up and go
 * on with less; everybody else lets the ledger stop.
 */
public final class NotWritten extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NotWritten(String path, IOException cause) {
    super("could not write " + path, cause);
  }
}
