/** What stands on the ledger: entries, the typed bodies that parties sign, and their links. */
@NullMarked
package org.cloister.ledger.entry;

import org.jspecify.annotations.NullMarked;
