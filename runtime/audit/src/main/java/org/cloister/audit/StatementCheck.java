package org.cloister.audit;

import java.util.Optional;
import java.util.function.LongFunction;
import org.cloister.crypto.Commitment;
import org.cloister.crypto.SecretBytes;
import org.cloister.crypto.VerifyingKey;
import org.cloister.ledger.entry.ContributionEntry;
import org.cloister.ledger.entry.Head;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;
import org.cloister.node.Incoming;

/**
 * Whether a site's statement is about the message that it came with, the ask that this answers, and
 * this very log. Pure.
 */
final class StatementCheck {
  private final AuditTerms terms;

  StatementCheck(AuditTerms terms) {
    this.terms = terms;
  }

  /**
   * Checks a statement.
   *
   * @param incoming the message with it
   * @param asked what its sender was asked
   * @param heads the root of a size that participants were shown
   * @throws CloisterException CL-0905 or CL-0906 if it is not what it has to be; CL-0903 if its
   *     sender was shown another history
   */
  Filed check(Incoming incoming, Asked asked, LongFunction<Optional<Digest>> heads) {
    require(incoming.statement().isPresent(), "an answer must come with a statement");
    String site = incoming.from();
    Statement statement =
        Statement.read(
            incoming.statement().orElseThrow(),
            name -> name.equals(site) ? key(site) : Optional.empty());
    Filed filed = new Filed(statement.contribution(), incoming.digest());
    ContributionEntry body = filed.body();
    require(body.participant().equals(site), "it must be its sender's own");
    require(
        body.origin().equals(terms.origin()) && body.at().job().equals(terms.job()),
        "it must belong to this log and job");
    require(asked.fits(body), "it must name what was asked");
    require(
        commits(body.update(), statement.salt(), incoming.digest()),
        "it must be about the message");
    seen(body.seen(), heads);
    return filed;
  }

  private Optional<VerifyingKey> key(String site) {
    return Optional.ofNullable(terms.sites().get(site)).map(AuditTerms.SiteKeys::signing);
  }

  private static boolean commits(Digest update, Bytes salt, Digest message) {
    try (SecretBytes opening = SecretBytes.owning(salt.toArray())) {
      return Commitment.opens(update, opening, Bytes.of(message.toBytes()));
    }
  }

  private static void seen(Head seen, LongFunction<Optional<Digest>> heads) {
    Optional<Digest> root = heads.apply(seen.size());
    CloisterException.require(
        root.isEmpty() || root.get().equals(seen.root()),
        ErrorCode.LEDGER_FORK,
        "A site must have seen this log's history, but saw another of "
            + seen.size()
            + " entries.");
    require(root.isPresent(), "it must name a head that sites were shown");
  }

  private static void require(boolean condition, String why) {
    CloisterException.require(
        condition,
        ErrorCode.LEDGER_ENTRY_INVALID,
        "What a site states of its answer must hold: " + why + ".");
  }
}
