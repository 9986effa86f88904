/**
 * The ledger of a run: from what happens between the parties of a job to entries, and back to them
 * as receipts.
 */
@NullMarked
package org.cloister.audit;

import org.jspecify.annotations.NullMarked;
