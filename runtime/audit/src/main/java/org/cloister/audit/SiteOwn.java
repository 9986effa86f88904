package org.cloister.audit;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import org.cloister.ledger.entry.BodySigner;
import org.cloister.ledger.witness.Witness;

/**
 * What is a site's own.
 *
 * @param signer signs its statements
 * @param witness countersigns heads; empty for a site that is no witness
 * @param heads under the policy of the ledger's terms
 * @param shelf keeps its receipts
 * @param random for nonces and salts
 * @param patience how long work waits for the opening of its round
 */
public record SiteOwn(
    BodySigner signer,
    Optional<Witness> witness,
    HeadChecks heads,
    ReceiptShelf shelf,
    SecureRandom random,
    Duration patience) {}
