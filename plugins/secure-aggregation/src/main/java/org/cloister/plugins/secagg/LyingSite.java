package org.cloister.plugins.secagg;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.cloister.model.Bytes;
import org.cloister.model.IntVector;
import org.cloister.spi.protection.SessionMessage;
import org.cloister.spi.protection.Stage;
import org.jspecify.annotations.Nullable;

/**
 * A site of the adversary's: it takes the steps of a session with its own keys, and can say at each
 * what it likes. In the place of the honest session of that name, which falls silent.
 */
final class LyingSite {
  final SiteParty party;
  final SiteKeys keys;
  private final Stage stage;
  private final Function<SiteRoster, DealerShares> deal;
  private final boolean contributes;
  private @Nullable SiteRoster roster;
  private @Nullable SiteDealt dealt;

  /** One that deals by the rules and contributes. */
  static LyingSite colluding(Stage stage, int site) {
    SiteParty party = party(stage, site);
    SiteKeys keys = SiteKeys.fresh(party);
    return new LyingSite(stage, party, keys, roster -> roster.deal(keys), true);
  }

  /** One that deals what it likes, and then says nothing more. */
  LyingSite(
      Stage stage,
      SiteParty party,
      SiteKeys keys,
      Function<SiteRoster, DealerShares> deal,
      boolean contributes) {
    this.stage = stage;
    this.party = party;
    this.keys = keys;
    this.deal = deal;
    this.contributes = contributes;
    stage.silence(name());
  }

  static SiteParty party(Stage stage, int site) {
    Terms terms = Terms.of(stage.plan());
    return new SiteParty(terms, site, stage.host(terms.name(site)), new SiteChecks());
  }

  private String name() {
    return party.terms().name(party.self());
  }

  private void send(String step, Bytes body, Optional<IntVector> vector) {
    stage.send(name(), new SessionMessage(SessionMessage.COORDINATOR, step, body, vector));
  }

  /** Offers its keys. */
  void begin() {
    send(Steps.KEYS, keys.offered(), Optional.empty());
  }

  /** Answers what is for it. */
  List<SessionMessage> pass(String from, SessionMessage m) {
    if (!m.peer().equals(name())) {
      return List.of(m);
    }
    if (m.step().equals(Steps.ROSTER)) {
      roster = SiteRoster.of(party, keys, m.body());
      send(Steps.SHARES, deal.apply(roster).encode(), Optional.empty());
    } else if (m.step().equals(Steps.DEALT) && contributes) {
      contribute(SiteDealt.of(java.util.Objects.requireNonNull(roster), keys, m.body()));
    }
    return List.of();
  }

  private void contribute(SiteDealt mine) {
    dealt = mine;
    IntVector masked = KeptVector.of(mine.mask(stage.input(name()), keys));
    Bytes digest = VectorDigest.of(masked);
    Bytes statement = InputClaim.statement(mine.transcript(), party.self(), digest);
    InputClaim claim = new InputClaim(digest, party.sign(InputClaim.PURPOSE, statement));
    send(Steps.INPUT, claim.encode(), Optional.of(masked));
  }

  /** Signs any set. */
  Agreement.Consent consent(Survivors survivors) {
    Bytes statement = SiteAnswer.statement(survivors);
    return new Agreement.Consent(party.self(), party.sign(Survivors.PURPOSE, statement));
  }

  /** Tells all that it holds: both shares of every dealer, and its own seed. */
  void tell(LyingHub hub) {
    Survivors itself = hub.spoils.survivors(List.of(party.self()));
    for (Survivors asked : List.of(hub.all(), itself)) {
      Optional.ofNullable(dealt)
          .ifPresent(held -> hub.spoils.keep(party.self(), asked, held.reveal(asked)));
    }
    hub.spoils.told(party.self(), keys.maskSeed);
  }
}
