package org.cloister.audit;

import org.cloister.ledger.entry.ContributionEntry;
import org.cloister.ledger.entry.SignedBody;
import org.cloister.model.Digest;

/**
 * A site's statement that was checked and waits for its answer to count.
 *
 * @param signed its body is a {@link ContributionEntry}
 * @param message that it is about
 */
record Filed(SignedBody signed, Digest message) {

  ContributionEntry body() {
    return (ContributionEntry) signed.body();
  }

  Digest update() {
    return body().update();
  }
}
