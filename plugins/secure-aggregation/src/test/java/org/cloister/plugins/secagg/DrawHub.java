package org.cloister.plugins.secagg;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cloister.model.Bytes;
import org.cloister.spi.protection.SessionMessage;
import org.cloister.spi.protection.SessionPlan;

/**
 * A coordinator that wants the sites of its own around another one: sites 0 to 3 of twelve around
 * site 11, which has four neighbours. They would hold all shares of it and have all of its masks.
 */
final class DrawHub implements AutoCloseable {
  static final int SITES = 12;
  static final int VICTIM = 11;
  static final String NAME = "site-11";
  static final List<Integer> CORRUPT = List.of(0, 1, 2, 3);
  static final SparseTerms TERMS = new SparseTerms(4, 3, 9, 1);
  static final SessionPlan PLAN = Rings.plan(TERMS, SITES, 32, 10);

  final Stage stage;
  final Terms terms;
  final List<KeyOffer> offers = new ArrayList<>();
  final List<Commitment> commitments = new ArrayList<>();
  final List<Opening> openings = new ArrayList<>();

  private DrawHub(Stage stage) {
    this.stage = stage;
    this.terms = Rings.terms(stage, TERMS);
  }

  /** Has everybody's keys and commitments. */
  DrawHub(SiteChecks checks) {
    this(new Stage(Rings.protocol(TERMS, checks, new HubChecks()), PLAN));
    for (int site = 0; site < SITES; site++) {
      offered(stage.session("site-" + site).start().get(0).body());
    }
  }

  /** What the coordinator of a stage has seen. */
  static DrawHub of(Stage stage) {
    DrawHub hub = new DrawHub(stage);
    for (var letter : stage.seen()) {
      Bytes body = letter.message().body();
      if (letter.message().step().equals(Steps.KEYS)) {
        hub.offered(body);
      } else if (letter.message().step().equals(Steps.OPENING)) {
        hub.openings.add(new Opening(stage.plan.roster().indexOf(letter.from()), body));
      }
    }
    return hub;
  }

  private void offered(Bytes body) {
    BodyReader in = new BodyReader(body, SITES);
    Bytes value = in.digest();
    offers.add(KeyOffer.read(in));
    commitments.add(committed(offers.get(offers.size() - 1), value));
  }

  private Commitment committed(KeyOffer offer, Bytes value) {
    return new Commitment(offer.site(), value, offer.statement(Commitment.bound(terms, value)));
  }

  private Bytes say(int site, String step, Bytes body) {
    SessionMessage message = new SessionMessage(Stage.HUB, step, body, Optional.empty());
    return stage.session("site-" + site).on(message).get(0).body();
  }

  void open(int site) {
    openings.add(new Opening(site, say(site, Steps.COMMITMENTS, Commitment.encode(commitments))));
  }

  void openAll() {
    for (int site = 0; site < SITES; site++) {
      open(site);
    }
  }

  Bytes roster(int site, List<Opening> chosen) {
    List<KeyOffer> neighbours =
        graph(chosen).holders(site).stream().sorted().map(offers::get).toList();
    return new DrawnRoster(chosen, neighbours).encode();
  }

  private RingGraph graph(List<Opening> chosen) {
    return Draw.of(terms, commitments, chosen).graph();
  }

  /** To whom the victim deals its shares when it is told this draw. */
  List<Integer> tellVictim(List<Opening> chosen) {
    Bytes dealt = say(VICTIM, Steps.ROSTER, roster(VICTIM, chosen));
    List<Integer> holders = graph(chosen).holders(VICTIM);
    if (DealerShares.decode(dealt, SITES).shares().size() != holders.size()) {
      throw new AssertionError("it deals to others than its neighbours");
    }
    return holders.stream().sorted().toList();
  }

  private boolean surrounded(List<Opening> chosen) {
    return CORRUPT.containsAll(graph(chosen).holders(VICTIM));
  }

  private static Bytes number(int value) {
    return Bytes.of(ByteBuffer.allocate(32).putInt(value).array());
  }

  /** All openings, with one of site 0 that it made up for this graph. */
  List<Opening> steered() {
    List<Opening> chosen = new ArrayList<>(openings);
    for (int i = 0; i < 1 << 18; i++) {
      chosen.set(0, new Opening(0, number(i)));
      if (surrounded(chosen)) {
        return chosen;
      }
    }
    throw new AssertionError("one graph in 330 is as it should be");
  }

  /** The openings without some of honest sites, at most {@code most}; none if no choice helps. */
  Optional<List<Opening>> hiding(int most) {
    for (int subset = 0; subset < 1 << (VICTIM - CORRUPT.size()); subset++) {
      int hidden = subset << CORRUPT.size();
      List<Opening> chosen = openings.stream().filter(o -> (hidden >> o.site() & 1) == 0).toList();
      if (Integer.bitCount(subset) <= most && surrounded(chosen)) {
        return Optional.of(chosen);
      }
    }
    return Optional.empty();
  }

  /** Commits for everybody, the victim included, to what gives the graph that it wants. */
  List<Opening> commitForAll() {
    openings.clear();
    for (int site = 0; site < SITES; site++) {
      openings.add(new Opening(site, number(site)));
      commit(site, number(site));
    }
    for (int i = 0; i < 1 << 18; i++) {
      openings.set(0, new Opening(0, number(1000 + i)));
      commit(0, number(1000 + i));
      if (surrounded(openings)) {
        say(VICTIM, Steps.COMMITMENTS, Commitment.encode(commitments));
        return openings;
      }
    }
    throw new AssertionError("one graph in 330 is as it should be");
  }

  /** A site of the coordinator's signs whatever it is asked to. */
  private void commit(int site, Bytes opening) {
    Bytes value = Commitment.of(terms, site, opening);
    KeyOffer offer = offers.get(site);
    if (CORRUPT.contains(site)) {
      Bytes statement = offer.statement(Commitment.bound(terms, value));
      Bytes signature = stage.host("site-" + site).sign(KeyOffer.PURPOSE, statement);
      offer = new KeyOffer(site, offer.channel(), offer.mask(), signature);
    }
    offers.set(site, offer);
    commitments.set(site, committed(offer, value));
  }

  @Override
  public void close() {
    stage.close();
  }
}
