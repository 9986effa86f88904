/** What the auditor's verbs do with a run's ledger; the verifying itself is the verifier's. */
@NullMarked
package org.cloister.app.audit;

import org.jspecify.annotations.NullMarked;
