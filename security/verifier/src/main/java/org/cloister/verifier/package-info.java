/**
 * The auditor's own program: checks a ledger of the format {@code cloister-ledger/1} from its files
 * and public keys alone, and shares no code with the program that writes it.
 */
@NullMarked
package org.cloister.verifier;

import org.jspecify.annotations.NullMarked;
