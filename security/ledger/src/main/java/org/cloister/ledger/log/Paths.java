package org.cloister.ledger.log;

import java.util.Locale;

/** Where things lie in a ledger's folder; tiles and bundles know their own places. */
final class Paths {
  static final String CHECKPOINT = "checkpoint";
  static final String CHECKPOINTS = "checkpoints";
  static final String TILES = "tile";
  static final String STATE = ".state";
  static final String PENDING = STATE + "/pending";
  static final String LOCK = STATE + "/lock";
  static final String RESERVE = STATE + "/reserve";

  private Paths() {}

  static String archived(long size) {
    return CHECKPOINTS + "/" + String.format(Locale.ROOT, "%020d", size);
  }
}
