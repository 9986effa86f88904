package org.cloister.audit;

import org.cloister.ledger.entry.BodySigner;
import org.cloister.ledger.entry.EntryBody;
import org.cloister.ledger.entry.SignedBody;

/** An entry that is to be appended. */
sealed interface Draft {

  /** The coordinator's own, not signed so far. */
  record Own(EntryBody body) implements Draft {}

  /** A site's, as the site signed it. */
  record OfSite(String site, SignedBody signed) implements Draft {}

  /** With a signature. */
  default SignedBody signed(BodySigner coordinator) {
    return this instanceof OfSite theirs
        ? theirs.signed()
        : SignedBody.sign(((Own) this).body(), coordinator);
  }
}
