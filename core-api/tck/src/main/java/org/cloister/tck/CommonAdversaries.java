package org.cloister.tck;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cloister.model.Bytes;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;
import org.cloister.spi.protection.Adversary;
import org.cloister.spi.protection.Expectation;
import org.cloister.spi.protection.SecureAggregation;
import org.cloister.spi.protection.SessionMessage;
import org.cloister.spi.protection.SessionPlan;
import org.cloister.spi.protection.Stage;

/**
 * Attacks that need no knowledge of a protocol's messages. The first site of the roster is the one
 * that they are about.
 */
final class CommonAdversaries {

  private static final int TOO_LARGE = (1 << 20) + 1;
  private static final int ORDERS = 5;

  private final SessionPlan plan;
  private final String site;
  private final List<Adversary> all = new ArrayList<>();

  private CommonAdversaries(SessionPlan plan) {
    this.plan = plan;
    this.site = plan.roster().get(0);
  }

  /** With {@code letters} of a session in which nothing happens. */
  static List<Adversary> of(SecureAggregation role, SessionPlan plan, List<Stage.Letter> letters) {
    CommonAdversaries common = new CommonAdversaries(plan);
    common.all.add(new Impostors(role, common.site).adversary());
    common.sessions();
    common.vectors();
    common.messages(letters);
    common.few();
    return List.copyOf(common.all);
  }

  private void add(String name, Expectation expected, Consumer<Stage> attack) {
    all.add(
        Adversary.of(
            name,
            any -> expected,
            stage -> {
              attack.accept(stage);
              return List.of();
            }));
  }

  private void add(String name, Expectation expected, Stage.Wire wire) {
    add(name, expected, stage -> played(stage, wire));
  }

  private static void played(Stage stage, Stage.Wire wire) {
    stage.wire(wire);
    stage.start();
    stage.contribute();
    stage.finish();
  }

  /** Messages and keys of one session in another. */
  private void sessions() {
    add(
        "replay-of-a-round",
        Expectation.costs(plan, ErrorCode.SIGNATURE_INVALID, site),
        stage -> {
          Stage earlier = stage.other(in(Digest.of(stage.plan().context().hex())));
          played(earlier, (from, m) -> List.of(m));
          List<Stage.Letter> old = earlier.letters();
          played(stage, (from, m) -> from.equals(site) ? recorded(old, m) : List.of(m));
        });
    add(
        "model-differing-by-one-bit",
        Expectation.costs(plan, ErrorCode.SIGNATURE_INVALID, site),
        stage -> {
          stage.restart(site, in(otherBit(stage.plan().context())));
          played(stage, (from, m) -> List.of(m));
        });
  }

  private List<SessionMessage> recorded(List<Stage.Letter> old, SessionMessage now) {
    return old.stream()
        .filter(letter -> letter.from().equals(site))
        .map(Stage.Letter::message)
        .filter(message -> message.step().equals(now.step()))
        .limit(1)
        .toList();
  }

  private SessionPlan in(Digest context) {
    return new SessionPlan(
        context,
        plan.roster(),
        plan.threshold(),
        plan.modulusBits(),
        plan.length(),
        plan.settings());
  }

  private static Digest otherBit(Digest context) {
    String hex = context.hex();
    int last = hex.length() - 1;
    int digit = Character.digit(hex.charAt(last), 16) ^ 1;
    return new Digest(hex.substring(0, last) + Character.forDigit(digit, 16));
  }

  private void vectors() {
    add(
        "masked-vector-changed-after-commitment",
        Expectation.costs(plan, ErrorCode.INPUT_MISMATCH, site),
        (from, m) ->
            from.equals(site) && m.vector().isPresent()
                ? List.of(
                    new SessionMessage(
                        m.peer(), m.step(), m.body(), m.vector().map(OneChanged::new)))
                : List.of(m));
    add(
        "late-vector-after-declared-dropout",
        plan.roster().size() > plan.threshold()
            ? Expectation.unharmed(site)
            : new Expectation(Expectation.End.VOID, Optional.empty(), Set.of(site)),
        new LateVector(site)::attack);
    add(
        "empty-vector",
        Expectation.refused(ErrorCode.PROTECTION_REFUSED),
        stage -> stage.contribute(site, new Residues(plan.modulusBits(), new long[0])));
  }

  /** Each kind of message that the site sends or gets, one session each. */
  private void messages(List<Stage.Letter> letters) {
    Set<String> sent = steps(letters.stream().filter(l -> l.from().equals(site)));
    Set<String> told = steps(letters.stream().filter(l -> l.message().peer().equals(site)));
    for (String step : sent) {
      sizes(step, site);
    }
    for (String step : told) {
      sizes(step);
    }
    for (int seed = 0; seed < ORDERS; seed++) {
      int order = seed;
      add(
          "reordered",
          Expectation.unharmed(),
          stage -> {
            stage.shuffle(order);
            played(stage, (from, m) -> List.of(m));
          });
    }
    for (String step : sent) {
      add(
          "duplicated-10000-times",
          Expectation.survived(ErrorCode.MESSAGE_UNEXPECTED, site),
          new Copies(site, step)::attack);
    }
  }

  private static Set<String> steps(Stream<Stage.Letter> letters) {
    return letters
        .map(Stage.Letter::message)
        .filter(message -> message.body().length() > 0)
        .map(SessionMessage::step)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** A message that is too short or too long, by the site or to it. */
  private void sizes(String step, String... apart) {
    add(
        "truncated",
        Expectation.refused(ErrorCode.MESSAGE_MALFORMED, apart),
        changed(step, CommonAdversaries::half));
    add(
        "enlarged",
        Expectation.refused(ErrorCode.MESSAGE_TOO_LARGE, apart),
        changed(step, body -> Bytes.of(Arrays.copyOf(body.toArray(), TOO_LARGE))));
  }

  private static Bytes half(Bytes body) {
    return Bytes.of(Arrays.copyOf(body.toArray(), body.length() / 2));
  }

  private Stage.Wire changed(String step, UnaryOperator<Bytes> change) {
    return (from, m) ->
        m.step().equals(step) && (from.equals(site) || m.peer().equals(site))
            ? List.of(new SessionMessage(m.peer(), step, change.apply(m.body()), m.vector()))
            : List.of(m);
  }

  private void few() {
    add(
        "two-sites",
        Expectation.refused(ErrorCode.PROTECTION_REFUSED),
        stage ->
            stage.other(
                new SessionPlan(
                    stage.plan().context(),
                    plan.roster().subList(0, 2),
                    2,
                    plan.modulusBits(),
                    plan.length(),
                    plan.settings())));
  }
}
