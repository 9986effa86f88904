package org.cloister.plugins.secagg;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.cloister.model.Bytes;
import org.cloister.model.ErrorCode;
import org.cloister.spi.protection.Adversary;
import org.cloister.spi.protection.SessionMessage;
import org.cloister.spi.protection.SessionPlan;
import org.cloister.spi.protection.Stage;

/**
 * A coordinator that wants a say in the graph, or in what the first site is told of it.
 *
 * @param terms what a plan means where the graph is drawn
 */
record DrawAttacks(Function<SessionPlan, Terms> terms) {

  List<Adversary> all() {
    List<Adversary> all = new ArrayList<>();
    add(all, "graph-steered-by-an-opening", ErrorCode.SESSION_MISMATCH, this::otherOpening);
    add(all, "graph-steered-by-silence", ErrorCode.PROTECTION_REFUSED, this::hiddenOpenings);
    add(all, "neighbours-of-choice", ErrorCode.SESSION_MISMATCH, this::otherNeighbours);
    add(all, "own-commitment-left-out", ErrorCode.SESSION_MISMATCH, this::forgottenCommitment);
    add(all, "key-swap", ErrorCode.SESSION_MISMATCH, this::swappedKeys);
    add(all, "swapped-source-and-destination", ErrorCode.SHARE_INVALID, this::swappedEnvelopes);
    add(all, "dealer-left-out", ErrorCode.SESSION_MISMATCH, this::forgottenDealer);
    return all;
  }

  private void add(
      List<Adversary> all, String name, ErrorCode code, Function<Stage, Changed> change) {
    all.add(
        SparseOnly.refused(
            name,
            code,
            terms,
            stage -> {
              Changed changed = change.apply(stage);
              changed.play(stage);
            }));
  }

  /** What the first site is told in one step. */
  private record Changed(String step, UnaryOperator<Bytes> change) {
    void play(Stage stage) {
      String victim = stage.plan().roster().get(0);
      stage.wire(
          (from, m) ->
              m.peer().equals(victim) && m.step().equals(step)
                  ? List.of(
                      new SessionMessage(victim, step, change.apply(m.body()), Optional.empty()))
                  : List.of(m));
      stage.start();
      stage.contribute();
      stage.finish();
    }
  }

  private static Changed roster(Stage stage, UnaryOperator<DrawnRoster> change) {
    int sites = stage.plan().roster().size();
    return new Changed(
        Steps.ROSTER, body -> change.apply(DrawnRoster.decode(body, sites)).encode());
  }

  private static <T> List<T> with(List<T> list, int index, T value) {
    List<T> changed = new ArrayList<>(list);
    changed.set(index, value);
    return changed;
  }

  private Changed otherOpening(Stage stage) {
    return roster(
        stage,
        drawn -> {
          int last = drawn.openings().size() - 1;
          Opening made =
              new Opening(drawn.openings().get(last).site(), Bytes.of(new byte[BodyReader.DIGEST]));
          return new DrawnRoster(with(drawn.openings(), last, made), drawn.offers());
        });
  }

  private Changed hiddenOpenings(Stage stage) {
    int most = terms.apply(stage.plan()).sparse().orElseThrow().withheld();
    return roster(
        stage,
        drawn ->
            new DrawnRoster(
                drawn.openings().subList(0, drawn.openings().size() - most - 1), drawn.offers()));
  }

  private Changed otherNeighbours(Stage stage) {
    return roster(
        stage,
        drawn ->
            new DrawnRoster(
                drawn.openings(), drawn.offers().subList(0, drawn.offers().size() - 1)));
  }

  private Changed forgottenCommitment(Stage stage) {
    int sites = stage.plan().roster().size();
    return new Changed(
        Steps.COMMITMENTS,
        body -> {
          List<Commitment> all = Commitment.decode(body, sites);
          return Commitment.encode(all.subList(1, all.size()));
        });
  }

  /** Of two neighbours each has the other's key for shares. */
  private Changed swappedKeys(Stage stage) {
    return roster(
        stage,
        drawn -> {
          KeyOffer old = drawn.offers().get(0);
          Bytes channel = drawn.offers().get(1).channel();
          KeyOffer made = new KeyOffer(old.site(), channel, old.mask(), old.signature());
          return new DrawnRoster(drawn.openings(), with(drawn.offers(), 0, made));
        });
  }

  private Changed dealt(Stage stage, UnaryOperator<DealtNotice> change) {
    Terms sparse = terms.apply(stage.plan());
    return new Changed(
        Steps.DEALT, body -> change.apply(DealtNotice.decode(body, sparse)).encode());
  }

  private Changed swappedEnvelopes(Stage stage) {
    return dealt(
        stage,
        notice -> {
          DealtShare old = notice.shares().get(0);
          Bytes envelope = notice.shares().get(1).envelope();
          DealtShare made = new DealtShare(old.dealing(), old.sent(), envelope, old.path());
          return new DealtNotice(notice.roll(), with(notice.shares(), 0, made));
        });
  }

  private Changed forgottenDealer(Stage stage) {
    return dealt(
        stage,
        notice ->
            new DealtNotice(notice.roll(), notice.shares().subList(0, notice.shares().size() - 1)));
  }
}
