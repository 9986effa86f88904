/**
 * Checkpoints as C2SP signed notes: keys, signatures, cosignatures, and the policy that counts
 * them.
 */
@NullMarked
package org.cloister.ledger.note;

import org.jspecify.annotations.NullMarked;
