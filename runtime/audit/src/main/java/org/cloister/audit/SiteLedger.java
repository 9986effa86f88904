package org.cloister.audit;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cloister.crypto.Commitment;
import org.cloister.crypto.SecretBytes;
import org.cloister.engine.Fact;
import org.cloister.engine.Message;
import org.cloister.ledger.entry.BodySigner;
import org.cloister.ledger.entry.ContributionEntry;
import org.cloister.ledger.entry.Entry;
import org.cloister.ledger.entry.Head;
import org.cloister.ledger.entry.JobRound;
import org.cloister.ledger.entry.RoundOpen;
import org.cloister.ledger.entry.SignedBody;
import org.cloister.ledger.note.Checkpoint;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;
import org.cloister.node.Incoming;
import org.cloister.node.PartyLedger;

/**
 * A site's part in the ledger: it witnesses the log, states what it sends, and keeps the receipts.
 *
 * <p><b>Guarantee.</b> The site's machine hears of no work of a round before this site holds the
 * receipt of the round's opening under a head that a quorum has countersigned, itself among them,
 * and that opening names the code that the work is for. So two sites of one round cannot hold
 * different histories unless more than the policy's witnesses lie. A site that does not get that
 * stops, and says why. See {@link PartyLedger} for the threads.
 */
public final class SiteLedger implements PartyLedger, AutoCloseable {
  private static final int KEPT = 1 << 12;

  private final String site;
  private final AuditTerms terms;
  private final BodySigner signer;
  private final Cosigner cosigner;
  private final ReceiptCheck receipts;
  private final ReceiptShelf shelf;
  private final SecureRandom random;
  private final HeldAsks held;
  private final Map<Long, Asked> asked = new LatestMap<>(KEPT);
  private final Map<Long, List<Digest>> rounds = new LatestMap<>(KEPT);

  /** By nonce: what was stated and has no receipt so far. */
  private final Map<String, Stated> stated = new LatestMap<>(KEPT);

  /** What opens a statement's commitment. */
  private record Stated(Bytes salt, Digest message) {}

  private Optional<Head> verified = Optional.empty();
  private Optional<Line> line = Optional.empty();

  /**
   * A site's ledger.
   *
   * @param site who it is
   * @param terms its own copy of what the parties agreed on
   * @param own its keys, its witness, and where it keeps things
   */
  public SiteLedger(String site, AuditTerms terms, SiteOwn own) {
    this.site = site;
    this.terms = terms;
    this.signer = own.signer();
    this.cosigner = new Cosigner(own.witness());
    this.receipts =
        new ReceiptCheck(terms, own.heads(), own.witness().map(witness -> witness.key().name()));
    this.shelf = own.shelf();
    this.random = own.random();
    this.held = new HeldAsks(site, own.patience(), this::excluded);
  }

  @Override
  public void attach(Line way) {
    line = Optional.of(way);
  }

  @Override
  public void said(String to, Message message) {}

  @Override
  public void enter(Fact fact) {}

  @Override
  public synchronized List<Message> heard(Incoming incoming) {
    Message message = incoming.message();
    if (message instanceof Message.CheckpointOffer offer) {
      Cosigner.Said said = cosigner.answer(offer);
      line.orElseThrow().send(incoming.from(), said.answer());
      CloisterException.require(
          !said.fork(),
          ErrorCode.LEDGER_FORK,
          "The ledger must have one history, but site "
              + site
              + " was shown another than before; the head is kept as evidence with its witness.");
      return List.of();
    }
    if (message instanceof Message.LedgerReceipt receipt) {
      return receipt(receipt);
    }
    if (message instanceof Message.OfLedger) {
      return List.of();
    }
    if (message instanceof Message.Ask ask) {
      return work(ask, ask.jobRound(), Asked.bundles(ask.plugins()));
    }
    if (message instanceof Message.Compute compute) {
      return work(compute, compute.jobRound(), Asked.bundles(compute.plugins()));
    }
    if (message instanceof Message.Withdraw withdraw) {
      held.drop(withdraw.ask());
    }
    return List.of(message);
  }

  private List<Message> work(Message message, long round, List<Digest> bundles) {
    List<Digest> opened = rounds.get(round);
    if (opened == null) {
      held.hold(round, message);
      return List.of();
    }
    CloisterException.require(
        opened.equals(bundles),
        ErrorCode.LEDGER_ENTRY_INVALID,
        "Work of round "
            + round
            + " must be for the plugins that the round was opened with on the ledger, and is for"
            + " others; ask the coordinator's operator.");
    if (message instanceof Message.Ask ask) {
      asked.put(ask.ask(), Asked.of(ask));
    }
    return List.of(message);
  }

  private List<Message> receipt(Message.LedgerReceipt message) {
    String text = new String(message.text().toArray(), StandardCharsets.UTF_8);
    ReceiptCheck.Shown shown = receipts.check(text);
    Entry entry = shown.entry();
    if (entry.body() instanceof RoundOpen opening) {
      receipts.opening(entry, opening, site);
      see(shown.head());
      rounds.put(opening.at().round(), opening.bundles());
      return held.release(opening.at().round()).stream()
          .flatMap(waiting -> heldWork(waiting).stream())
          .toList();
    }
    if (entry.body() instanceof ContributionEntry contribution) {
      Stated own = stated.remove(contribution.nonce());
      if (own != null && contribution.participant().equals(site)) {
        shelf.keep(entry.seq(), text, own.salt(), own.message());
      }
      see(shown.head());
    }
    return List.of();
  }

  private List<Message> heldWork(Message message) {
    return message instanceof Message.Ask ask
        ? work(ask, ask.jobRound(), Asked.bundles(ask.plugins()))
        : message instanceof Message.Compute compute
            ? work(compute, compute.jobRound(), Asked.bundles(compute.plugins()))
            : List.of();
  }

  private void see(Checkpoint head) {
    if (verified.isEmpty() || verified.get().size() < head.size()) {
      verified = Optional.of(new Head(head.size(), head.root()));
    }
  }

  private void excluded(long round) {
    line.orElseThrow()
        .fail(
            ErrorCode.QUORUM_MISSING,
            "Site "
                + site
                + " was asked to work for round "
                + round
                + ", but holds no head of the ledger over the round's opening that a quorum has"
                + " countersigned, itself among them; ask the coordinator's operator why this site"
                + " was left out.");
  }

  @Override
  public synchronized Optional<Bytes> of(String to, Message message, Digest digest) {
    Optional<Asked> about = FiledStatements.answer(message).map(asked::get);
    if (about.isEmpty() || verified.isEmpty()) {
      return Optional.empty();
    }
    Asked ask = about.get();
    Commitment update = Commitment.to(Bytes.of(digest.toBytes()), random);
    try (SecretBytes salt = update.salt()) {
      Bytes opening = salt.use(Bytes::of);
      String nonce = nonce();
      SignedBody signed =
          SignedBody.sign(
              new ContributionEntry(
                  new JobRound(terms.origin(), terms.job(), ask.round()),
                  ask.step(),
                  site,
                  update.digest(),
                  ask.bundles(),
                  ask.base(),
                  ask.rule(),
                  nonce,
                  verified.orElseThrow(),
                  Optional.empty()),
              signer);
      stated.put(nonce, new Stated(opening, digest));
      return Optional.of(new Statement(signed, opening).toBytes());
    }
  }

  private String nonce() {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return java.util.HexFormat.of().formatHex(bytes);
  }

  @Override
  public void close() {
    held.close();
  }
}
