/** Files of a ledger on a disk that may lose, tear and reorder whatever was not flushed. */
@NullMarked
package org.cloister.ledger.store;

import org.jspecify.annotations.NullMarked;
