package org.cloister.audit;

import org.cloister.model.Bytes;
import org.cloister.model.Digest;

/**
 * Where the coordinator keeps what opens the commitments of its own entries, apart from the ledger.
 * Whoever destroys what is kept here has erased it, though the commitments stay.
 */
public interface Openings {

  /**
   * Keeps an opening.
   *
   * @param commitment as it stands on the ledger
   * @param salt 32 bytes
   * @param value what was committed to
   * @throws org.cloister.model.CloisterException with a code of storage if it cannot be kept
   */
  void keep(Digest commitment, Bytes salt, Bytes value);
}
