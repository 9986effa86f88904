/** The ledger of a run on this machine: where its files, keys, witnesses and receipts lie. */
@NullMarked
package org.cloister.app.ledger;

import org.jspecify.annotations.NullMarked;
