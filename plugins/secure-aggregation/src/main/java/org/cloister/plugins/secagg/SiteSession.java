package org.cloister.plugins.secagg;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.IntVector;
import org.cloister.spi.protection.ParticipantSession;
import org.cloister.spi.protection.SessionMessage;
import org.jspecify.annotations.Nullable;

/** A site from its first word to its last; the steps are in classes of their own. */
final class SiteSession implements ParticipantSession {
  private final SiteParty party;
  private final SiteAnswer answer;
  private @Nullable SiteDraw draw;
  private @Nullable SiteKeys keys;
  private @Nullable SiteRoster roster;
  private @Nullable SiteDealt dealt;
  private @Nullable IntVector residues;
  private @Nullable Masks masks;
  private @Nullable Bytes input;
  private @Nullable Bytes consented;
  private boolean answered;
  private boolean closed;

  SiteSession(SiteParty party) {
    this.party = party;
    this.answer = new SiteAnswer(party);
  }

  /**
   * Says nothing where the answer was given before a restart: new keys could not be answered for.
   */
  @Override
  public List<SessionMessage> start() {
    if (answer.given()) {
      answered = true;
      return List.of();
    }
    if (party.terms().sparse().isEmpty()) {
      keys = SiteKeys.fresh(party);
      return SiteParty.say(Steps.KEYS, keys.offered());
    }
    draw = SiteDraw.fresh(party);
    keys = SiteKeys.fresh(party, draw.signed());
    return SiteParty.say(Steps.KEYS, draw.offered(keys.offer));
  }

  @Override
  public List<SessionMessage> contribute(IntVector vector) {
    if (closed || answered) {
      return List.of();
    }
    CloisterException.require(
        vector.length() == party.terms().plan().length()
            && vector.modulusBits() == party.terms().plan().modulusBits()
            && residues == null,
        ErrorCode.PROTECTION_REFUSED,
        "A site must contribute once, as many residues of the ring as were planned.");
    residues = vector;
    return masked();
  }

  private List<SessionMessage> masked() {
    if (residues == null || dealt == null || keys == null) {
      return List.of();
    }
    MaskedVector lazy = dealt.mask(residues, keys);
    keys.close(); // the masks have what they need
    IntVector sent = KeptVector.of(lazy);
    masks = lazy.masks();
    residues = sent; // what is under the masks is not needed any more
    Bytes digest = VectorDigest.of(sent);
    input = digest;
    Bytes statement = InputClaim.statement(dealt.transcript(), party.self(), digest);
    InputClaim claim = new InputClaim(digest, party.sign(InputClaim.PURPOSE, statement));
    return SiteParty.say(Steps.INPUT, claim.encode(), Optional.of(sent));
  }

  @Override
  public List<SessionMessage> on(SessionMessage message) {
    try {
      return taken(message);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private List<SessionMessage> taken(SessionMessage message) {
    if (message.step().equals(Steps.AGREEMENT)) {
      return agreed(Agreement.decode(message.body(), party.terms().sites()));
    }
    if (!closed && message.step().equals(Steps.COMMITMENTS) && draw != null && !draw.listed()) {
      KeyOffer own = java.util.Objects.requireNonNull(keys).offer;
      return SiteParty.say(Steps.OPENING, draw.open(own, message.body()));
    }
    boolean drawn = draw == null || draw.listed();
    if (!closed && message.step().equals(Steps.ROSTER) && keys != null && drawn && roster == null) {
      roster =
          draw == null ? SiteRoster.of(party, keys, message.body()) : draw.roster(message.body());
      return SiteParty.say(Steps.SHARES, roster.deal(keys).encode());
    }
    if (!closed && message.step().equals(Steps.DEALT) && roster != null && dealt == null) {
      dealt = SiteDealt.of(roster, java.util.Objects.requireNonNull(keys), message.body());
      return masked();
    }
    if (!closed && message.step().equals(Steps.SURVIVORS) && input != null) {
      return consent(Survivors.decode(message.body(), party.terms().sites()));
    }
    throw unexpected();
  }

  private static CloisterException unexpected() {
    return new CloisterException(
        ErrorCode.MESSAGE_UNEXPECTED,
        "A message of a session must be the next one of its protocol; it came too early, too late or twice.");
  }

  private List<SessionMessage> consent(Survivors survivors) {
    SiteDealt shares = java.util.Objects.requireNonNull(dealt);
    Bytes statement = SiteAnswer.statement(survivors);
    if (consented != null) {
      party.checks().sameSurvivors(consented, statement);
      if (consented.equals(statement)) {
        throw unexpected();
      }
    }
    party.checks().ascending(survivors.sites());
    party.checks().enough(party.terms(), survivors.sites().size());
    party.checks().among(survivors.sites(), shares.sites(), party.self());
    CloisterException.require(
        survivors.transcript().equals(shares.transcript()),
        ErrorCode.SESSION_MISMATCH,
        "The survivors must be of this session, with the shares that this site knows of.");
    party.checks().ownInput(party.self(), java.util.Objects.requireNonNull(input), survivors);
    party.checks().admitted(party, survivors.sites());
    consented = statement;
    return SiteParty.say(
        Steps.CONSENT, new BodyWriter().sized(party.sign(Survivors.PURPOSE, statement)).finish());
  }

  private List<SessionMessage> agreed(Agreement agreement) {
    Optional<Bytes> before = answer.again(agreement);
    if (before.isPresent()) {
      return SiteParty.say(Steps.REVEAL, before.get());
    }
    if (closed || consented == null || dealt == null) {
      throw unexpected();
    }
    Bytes shares = answer.first(agreement, consented, dealt);
    answered = true;
    party.checks().wiped(this);
    return SiteParty.say(Steps.REVEAL, shares);
  }

  /** As long as the coordinator may take for the others; none while this site trains. */
  @Override
  public Optional<Duration> deadline() {
    boolean trains = dealt != null && residues == null;
    return ended() || trains
        ? Optional.empty()
        : Optional.of(party.terms().stepLimit().plus(party.terms().inputLimit()));
  }

  @Override
  public List<SessionMessage> deadlinePassed() {
    if (deadline().isPresent()) {
      close();
    }
    return List.of();
  }

  @Override
  public boolean ended() {
    return closed || answered;
  }

  @Override
  public void close() {
    closed = true;
    if (keys != null) {
      keys.close();
    }
    if (dealt != null) {
      dealt.close();
    }
    if (masks != null) {
      masks.close();
    }
  }
}
