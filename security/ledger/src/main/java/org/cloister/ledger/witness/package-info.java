/** Watching a log: a witness countersigns only what continues the last head that it has seen. */
@NullMarked
package org.cloister.ledger.witness;

import org.jspecify.annotations.NullMarked;
