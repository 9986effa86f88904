package org.cloister.plugins.secagg;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.cloister.crypto.ExchangeKey;
import org.cloister.crypto.SecretBytes;
import org.cloister.model.Bytes;
import org.cloister.model.Digest;
import org.cloister.spi.protection.SessionHost;
import org.cloister.spi.protection.SessionMessage;
import org.cloister.spi.protection.SessionPlan;
import org.cloister.spi.protection.Stage;

/** A coordinator that changes lists of keys and shares on their way to the second site. */
final class RosterAttacks {
  private static final int VICTIM = 1;
  private static final int SUBJECT = 0;
  private static final int THIRD = 2;

  private RosterAttacks() {}

  private static void play(Stage stage, Stage.Wire wire) {
    stage.wire(wire);
    stage.start();
    stage.contribute();
    stage.finish();
  }

  /** Changes what the victim is told in one step. */
  private static void told(Stage stage, String step, UnaryOperator<Bytes> change) {
    String victim = stage.plan().roster().get(VICTIM);
    play(
        stage,
        (from, m) ->
            m.peer().equals(victim) && m.step().equals(step)
                ? List.of(new SessionMessage(victim, step, change.apply(m.body()), m.vector()))
                : List.of(m));
  }

  private static void roster(Stage stage, UnaryOperator<List<KeyOffer>> change) {
    int sites = stage.plan().roster().size();
    told(
        stage,
        Steps.ROSTER,
        body -> KeyOffer.encode(change.apply(new ArrayList<>(KeyOffer.decode(body, sites)))));
  }

  /** The keys of {@code site} are the attacker's. */
  private static void swapped(Stage stage, int site) {
    SessionHost host = stage.host(stage.plan().roster().get(site));
    try (SecretBytes seed = SecretBytes.random(ExchangeKey.SEED_BYTES, host.random());
        ExchangeKey key = Terms.of(stage.plan()).suite().exchangeKeyFromSeed(seed)) {
      roster(
          stage,
          offers -> {
            KeyOffer old = offers.get(site);
            offers.set(site, new KeyOffer(site, key.publicKey(), old.mask(), old.signature()));
            return offers;
          });
    }
  }

  static void keyOfAPeer(Stage stage) {
    swapped(stage, SUBJECT);
  }

  static void ownKey(Stage stage) {
    swapped(stage, VICTIM);
  }

  static void tooFew(Stage stage) {
    roster(stage, offers -> offers.subList(0, THIRD));
  }

  static void siteTwice(Stage stage) {
    roster(
        stage,
        offers -> {
          offers.set(offers.size() - 1, offers.get(offers.size() - 2));
          return offers;
        });
  }

  /** With the keys of an earlier session in the place of one site's. */
  static void keysOfAnEarlierRound(Stage stage) {
    Stage earlier = earlier(stage);
    play(earlier, (from, m) -> List.of(m));
    KeyOffer old = Objects.requireNonNull(new Spoils(earlier).offers.get(SUBJECT));
    roster(
        stage,
        offers -> {
          offers.set(SUBJECT, old);
          return offers;
        });
  }

  private static Stage earlier(Stage stage) {
    SessionPlan plan = stage.plan();
    return stage.other(
        new SessionPlan(
            Digest.of(plan.context().hex()),
            plan.roster(),
            plan.threshold(),
            plan.modulusBits(),
            plan.length(),
            plan.settings()));
  }

  /**
   * The last site, the coordinator's, offers keys and deals nothing; it is named as a survivor in
   * the place of one that did. With three sites only a shorter list of keys is possible.
   */
  static void rosterAfterCommit(Stage stage) {
    int sites = stage.plan().roster().size();
    if (sites == stage.plan().threshold()) {
      roster(stage, offers -> offers.subList(0, sites - 1));
      return;
    }
    String last = stage.plan().roster().get(sites - 1);
    LyingHub hub =
        new LyingHub(
            stage,
            (from, m) -> {
              if (from.equals(last) && m.step().equals(Steps.SHARES)) {
                stage.silence(last);
                return List.of();
              }
              return List.of(m);
            });
    hub.spoils.shares.remove(sites - 1); // what it sent was lost
    TreeSet<Integer> padded = new TreeSet<>(hub.spoils.inputs.keySet());
    padded.remove(sites - 2);
    padded.add(sites - 1);
    Survivors named = hub.spoils.survivors(padded);
    List<Agreement.Consent> consents = hub.consents(named, padded.headSet(sites - 1));
    Bytes own = stage.host(last).sign(Survivors.PURPOSE, named.statement());
    consents.add(new Agreement.Consent(sites - 1, own));
    padded.headSet(sites - 1).forEach(site -> hub.reveal(site, named, consents));
  }

  /** Gives the victim another envelope with the first dealer's word. */
  private static void envelope(Stage stage, Supplier<Bytes> envelope) {
    int sites = stage.plan().roster().size();
    told(
        stage,
        Steps.DEALT,
        body -> {
          List<DealtShare> shares = new ArrayList<>(DealtShare.decode(body, sites));
          DealtShare old = shares.get(SUBJECT);
          shares.set(
              SUBJECT, new DealtShare(old.dealing(), old.sent(), envelope.get(), old.path()));
          return DealtShare.encode(shares);
        });
  }

  private static Bytes sealed(Stage stage, int source, int destination) {
    DealerShares dealt = Objects.requireNonNull(new Spoils(stage).shares.get(source));
    return dealt.shares().get(destination).envelope();
  }

  static void shareOfAnotherSession(Stage stage) {
    Stage earlier = earlier(stage);
    play(earlier, (from, m) -> List.of(m));
    envelope(stage, () -> sealed(earlier, SUBJECT, VICTIM));
  }

  static void shareOfAnotherSource(Stage stage) {
    envelope(stage, () -> sealed(stage, THIRD, VICTIM));
  }

  static void shareForAnotherDestination(Stage stage) {
    envelope(stage, () -> sealed(stage, SUBJECT, THIRD));
  }
}
