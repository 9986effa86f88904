package org.cloister.plugins.secagg;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.cloister.model.Bytes;
import org.cloister.spi.protection.SessionMessage;
import org.cloister.spi.protection.Stage;

/**
 * A coordinator that plays by the rules until it has all masked vectors, and from then on says what
 * it likes to whom it likes.
 */
final class LyingHub {
  private static final int MOST_DEADLINES = 3;

  final Stage stage;
  final Spoils spoils;

  /** With every site honest. */
  LyingHub(Stage stage) {
    this(stage, (from, m) -> List.of(m));
  }

  /** With something else on the wire, too. */
  LyingHub(Stage stage, Stage.Wire wire) {
    this.stage = stage;
    stage.wire((from, m) -> m.step().equals(Steps.SURVIVORS) ? List.of() : wire.pass(from, m));
    stage.start();
    stage.contribute();
    stage.deliver();
    for (int i = 0; i < MOST_DEADLINES && new Spoils(stage).inputs.isEmpty(); i++) {
      stage.deadline();
    }
    this.spoils = new Spoils(stage);
  }

  Survivors all() {
    return spoils.survivors(spoils.inputs.keySet());
  }

  Survivors without(int site) {
    TreeSet<Integer> rest = new TreeSet<>(spoils.inputs.keySet());
    rest.remove(site);
    return spoils.survivors(rest);
  }

  private Optional<Bytes> say(int site, String step, Bytes body) {
    String peer = spoils.terms.name(site);
    SessionMessage message = new SessionMessage(peer, step, body, Optional.empty());
    return stage.say(SessionMessage.COORDINATOR, message).stream()
        .map(SessionMessage::body)
        .findFirst();
  }

  /** A site's signature over a set, if it gives one. */
  Optional<Agreement.Consent> consent(int site, Survivors survivors) {
    return say(site, Steps.SURVIVORS, survivors.encode())
        .map(body -> new BodyReader(body, spoils.terms.sites()).whole(BodyReader::sized))
        .map(signature -> new Agreement.Consent(site, signature));
  }

  /** The signatures of all of these that give one. */
  List<Agreement.Consent> consents(Survivors survivors, Iterable<Integer> sites) {
    List<Agreement.Consent> consents = new ArrayList<>();
    sites.forEach(site -> consent(site, survivors).ifPresent(consents::add));
    return consents;
  }

  /** Has a site reveal its shares, and keeps them if it does. */
  void reveal(int site, Survivors survivors, List<Agreement.Consent> consents) {
    say(site, Steps.AGREEMENT, new Agreement(survivors, consents).encode())
        .map(body -> Reveal.decode(body, spoils.terms.sites()))
        .ifPresent(reveal -> spoils.keep(site, survivors, reveal));
  }

  /** Consent and reveal of all of these, for one set. */
  void unmask(Survivors survivors, Iterable<Integer> sites) {
    List<Agreement.Consent> consents = consents(survivors, sites);
    sites.forEach(site -> reveal(site, survivors, consents));
  }
}
