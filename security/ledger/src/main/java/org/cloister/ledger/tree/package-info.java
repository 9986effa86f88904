/** The Merkle tree of RFC 6962: hashes, proofs, and the tiles that it is stored in. */
@NullMarked
package org.cloister.ledger.tree;

import org.jspecify.annotations.NullMarked;
