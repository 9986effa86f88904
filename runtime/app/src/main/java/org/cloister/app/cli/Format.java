package org.cloister.app.cli;

import org.cloister.app.record.Names;

/** How results are printed. */
enum Format {
  /** For people. */
  TEXT,
  /** One JSON object. */
  JSON;

  @Override
  public String toString() {
    return Names.of(this);
  }
}
