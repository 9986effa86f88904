/** The log itself: appending, coming back after a crash, receipts. */
@NullMarked
package org.cloister.ledger.log;

import org.jspecify.annotations.NullMarked;
