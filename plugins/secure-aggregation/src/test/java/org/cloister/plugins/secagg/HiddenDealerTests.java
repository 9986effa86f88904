package org.cloister.plugins.secagg;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.cloister.crypto.ExchangeKey;
import org.cloister.crypto.Interpolation;
import org.cloister.crypto.MaskStream;
import org.cloister.crypto.SecretBytes;
import org.cloister.model.Bytes;
import org.cloister.model.IntVector;
import org.cloister.spi.protection.SessionMessage;
import org.junit.jupiter.api.Test;

/**
 * A coordinator that needs no corrupt site: it hides as many dealers from one site as that one goes
 * on without, so that it masks with the other neighbours alone. Those it declares dead, and has
 * their keys opened; the hidden ones open the site's own mask. Real sessions on a small ring.
 */
class HiddenDealerTests {
  private static final int SITES = 40;
  private static final int VICTIM = 3;
  private static final int LENGTH = 10;
  private static final int BITS = 32;

  /** One attack as it goes on. */
  private static final class Attack {
    private final SparseTerms terms;
    private final Stage stage;
    private final Map<Integer, IntVector> inputs = new HashMap<>();
    private final Map<Integer, Bytes> digests = new HashMap<>();
    private final Set<Integer> hidden = new TreeSet<>();
    private final Set<Integer> dead = new TreeSet<>();
    private Bytes keys = Bytes.empty();
    private Optional<DealerRoll> roll = Optional.empty();

    Attack(SparseTerms terms) {
      this.terms = terms;
      this.stage = new Stage(Rings.protocol(terms), Rings.plan(terms, SITES, BITS, LENGTH));
      stage.wire = this::pass;
      stage.start().contribute().deliver();
    }

    private List<SessionMessage> pass(String from, SessionMessage message) {
      if (message.step().equals(Steps.DEALT)) {
        DealtNotice notice = DealtNotice.decode(message.body(), Rings.terms(stage, terms));
        roll = notice.roll();
        return List.of(message.peer().equals("site-" + VICTIM) ? cut(message, notice) : message);
      }
      if (message.step().equals(Steps.INPUT)) {
        int site = stage.plan.roster().indexOf(from);
        inputs.put(site, message.vector().orElseThrow());
        digests.put(site, InputClaim.decode(message.body(), SITES).digest());
      }
      return message.step().equals(Steps.SURVIVORS) ? List.of() : List.of(message);
    }

    /** Without the first of the victim's neighbours, as many as it goes on without. */
    private SessionMessage cut(SessionMessage message, DealtNotice notice) {
      int most = SITES - terms.survivors();
      for (int neighbour : graph().holders(VICTIM)) {
        (hidden.size() < most ? hidden : dead).add(neighbour);
      }
      DealerRoll shorter =
          new DealerRoll(
              notice.roll().orElseThrow().entries().stream()
                  .filter(entry -> !hidden.contains(entry.dealer()))
                  .toList());
      List<DealtShare> shares =
          notice.shares().stream()
              .filter(share -> !hidden.contains(share.dealing().dealer()))
              .toList();
      Bytes body = new DealtNotice(Optional.of(shorter), shares).encode();
      return new SessionMessage(message.peer(), message.step(), body, message.vector());
    }

    private RingGraph graph() {
      return Rings.graph(stage, terms).orElseThrow();
    }

    /** The victim's vector without its masks; none where too few shares were revealed. */
    Optional<Residues> learned() {
      assertEquals(SITES, inputs.size(), "nobody notices anything before");
      DrawnRoster drawn = drawn();
      keys =
          Draw.of(Rings.terms(stage, terms), Rings.commitments(stage), drawn.openings())
              .transcript();
      Map<Integer, Map<Integer, SecretBytes>> revealed = revealed();
      Optional<SecretBytes> own = secret(VICTIM, revealed);
      if (own.isEmpty()) {
        return Optional.empty();
      }
      Map<Integer, KeyOffer> offers = offers();
      Masks masks = new Masks(BITS);
      masks.subtract(Derivations.selfMask(own.get(), keys, VICTIM));
      for (int site : dead) {
        Optional<SecretBytes> seed = secret(site, revealed);
        if (seed.isEmpty()) {
          return Optional.empty();
        }
        ExchangeKey key = Derivations.maskKey(seed.get(), Rings.terms(stage, terms));
        Bytes peer = offers.get(VICTIM).mask();
        MaskStream pair = Pair.of(keys, VICTIM, site).mask(site, key, peer, Bytes.empty());
        if (VICTIM < site) {
          masks.subtract(pair);
        } else {
          masks.add(pair);
        }
      }
      IntVector bare = new UnmaskedSum(List.of(inputs.get(VICTIM)), masks, LENGTH, BITS);
      return Optional.of(new Residues(BITS, Residues.of(bare)));
    }

    private DrawnRoster drawn() {
      return DrawnRoster.decode(
          Tamper.last(stage, Stage.HUB, Steps.ROSTER).orElseThrow().body(), SITES);
    }

    private Map<Integer, KeyOffer> offers() {
      Map<Integer, KeyOffer> offers = new HashMap<>();
      stage.seen().stream()
          .filter(letter -> letter.message().step().equals(Steps.ROSTER))
          .flatMap(letter -> DrawnRoster.decode(letter.message().body(), SITES).offers().stream())
          .forEach(offer -> offers.put(offer.site(), offer));
      return offers;
    }

    /** What sites reveal that are told: all are there but the victim's other neighbours. */
    private Map<Integer, Map<Integer, SecretBytes>> revealed() {
      List<Survivors.Input> there = new ArrayList<>();
      for (int site = 0; site < SITES; site++) {
        if (!dead.contains(site)) {
          there.add(new Survivors.Input(site, digests.get(site)));
        }
      }
      Survivors story = new Survivors(roll.orElseThrow().transcript(keys), there);
      Map<Integer, Agreement.Consent> consents = new TreeMap<>();
      for (Survivors.Input input : there) {
        if (input.site() != VICTIM) {
          Bytes signed = said(input.site(), Steps.SURVIVORS, story.encode());
          consents.put(
              input.site(),
              new Agreement.Consent(
                  input.site(), new BodyReader(signed, SITES).whole(BodyReader::sized)));
        }
      }
      Map<Integer, Map<Integer, SecretBytes>> revealed = new TreeMap<>();
      for (int site : consents.keySet()) {
        List<Agreement.Consent> near =
            graph().holders(site).stream()
                .filter(consents::containsKey)
                .sorted()
                .map(consents::get)
                .toList();
        if (near.size() >= terms.threshold()) {
          Bytes body = said(site, Steps.AGREEMENT, new Agreement(story, near).encode());
          for (Reveal.Share share : Reveal.decode(body, SITES).shares()) {
            revealed
                .computeIfAbsent(share.dealer(), dealer -> new TreeMap<>())
                .put(site, SecretBytes.owning(share.value().toArray()));
          }
        }
      }
      return revealed;
    }

    private Bytes said(int site, String step, Bytes body) {
      SessionMessage message = new SessionMessage(Stage.HUB, step, body, Optional.empty());
      return stage.session("site-" + site).on(message).get(0).body();
    }

    private Optional<SecretBytes> secret(
        int dealer, Map<Integer, Map<Integer, SecretBytes>> revealed) {
      Map<Integer, SecretBytes> shares = revealed.getOrDefault(dealer, Map.of());
      if (shares.size() < terms.threshold()) {
        return Optional.empty();
      }
      List<Integer> holders =
          graph().holders(dealer).stream()
              .filter(shares::containsKey)
              .limit(terms.threshold())
              .toList();
      List<Integer> places =
          holders.stream().map(holder -> graph().place(dealer, holder) + 1).toList();
      return Optional.of(
          Interpolation.atZero(places).apply(holders.stream().map(shares::get).toList()));
    }
  }

  @Test
  void learned_asManyHiddenAsRevealAMask_isTheVectorOfOneSite() {
    Attack attack = new Attack(new SparseTerms(12, 9, 30, 1));
    assertEquals(10, attack.hidden.size());
    assertEquals(Optional.of(attack.stage.residues(VICTIM)), attack.learned());
  }

  @Test
  void learned_oneFewerHiddenThanRevealAMask_isNothing() {
    Attack attack = new Attack(new SparseTerms(12, 11, 30, 1));
    assertEquals(10, attack.hidden.size());
    assertEquals(Optional.empty(), attack.learned());
  }
}
