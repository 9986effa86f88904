package org.cloister.audit;

import org.cloister.model.Bytes;
import org.cloister.model.Digest;

/** Where a site keeps the receipts of its own entries. Called from one thread at a time. */
public interface ReceiptShelf {

  /**
   * Keeps a receipt, which was verified.
   *
   * @param seq the place of the entry
   * @param receipt as text (C2SP tlog-proof)
   * @param salt opens the entry's commitment to what was sent
   * @param message the digest of what was sent, which the commitment is to
   * @throws org.cloister.model.CloisterException with a code of storage if it cannot be kept
   */
  void keep(long seq, String receipt, Bytes salt, Digest message);
}
