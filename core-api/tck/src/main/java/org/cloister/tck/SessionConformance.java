package org.cloister.tck;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.cloister.model.CloisterException;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;
import org.cloister.port.Protection;
import org.cloister.spi.protection.Adversary;
import org.cloister.spi.protection.SecureAggregation;
import org.cloister.spi.protection.SessionPlan;
import org.cloister.spi.protection.Stage;

/**
 * Plays real sessions of a protocol, honest ones and against adversaries: those that know no more
 * than {@link SecureAggregation} says, and the {@linkplain SecureAggregation#adversaries protocol's
 * own}. The parties are those that a job would have; nothing in them is switched off. Belongs to
 * one thread.
 *
 * <p>{@link org.cloister.spi.protection.Expectation} says when an attack failed, as it must. The
 * honest case passes if the coordinator's session ended with exactly the sum of all sites whose
 * vectors left them, when as many sites stayed to the end as the threshold asks for, and without a
 * sum when fewer did, or more dropped out at one step than the protocol {@linkplain
 * SecureAggregation#tolerated tolerates}; nobody is blamed and nobody refuses.
 */
public final class SessionConformance {

  /** The name of the case without an adversary. */
  public static final String HONEST = "honest";

  private final SecureAggregation role;
  private final SessionPlan plan;
  private final Protection protection;
  private final Map<String, Integer> drops;
  private final Map<String, List<Adversary>> adversaries = new LinkedHashMap<>();
  private int played;

  /**
   * For sessions of {@code plan}; each is played in a context of its own.
   *
   * @param drops how many sites drop out instead of taking a step for the first time, by the step's
   *     name
   * @param protection the hosts of the parties
   * @throws CloisterException CL-0103 if a step of {@code drops} is none that sites take, or there
   *     are not so many sites; whatever the protocol throws that does not take {@code plan}
   */
  public SessionConformance(
      SecureAggregation role, SessionPlan plan, Map<String, Integer> drops, Protection protection) {
    this.role = role;
    this.plan = plan;
    this.drops = Map.copyOf(drops);
    this.protection = protection;
    List<Stage.Letter> letters = rehearsal();
    requireSteps(letters);
    List<Adversary> all = new ArrayList<>(CommonAdversaries.of(role, plan, letters));
    all.addAll(role.adversaries());
    for (Adversary one : all) {
      if (one.applies(plan)) {
        adversaries.computeIfAbsent(one.name(), name -> new ArrayList<>()).add(one);
      }
    }
  }

  /** What is said in a session in which nothing happens. */
  private List<Stage.Letter> rehearsal() {
    try (SessionStage stage = stage()) {
      stage.refusals().values().stream()
          .findFirst()
          .ifPresent(
              code -> {
                throw new CloisterException(code, "The protocol refuses such a session.");
              });
      stage.start();
      stage.contribute();
      stage.finish();
      return stage.letters();
    }
  }

  private void requireSteps(List<Stage.Letter> letters) {
    Set<String> steps = new LinkedHashSet<>();
    letters.stream()
        .filter(letter -> plan.roster().contains(letter.from()))
        .forEach(letter -> steps.add(letter.message().step()));
    int dropped = drops.values().stream().mapToInt(Integer::intValue).sum();
    CloisterException.require(
        steps.containsAll(drops.keySet()) && dropped <= plan.roster().size(),
        ErrorCode.SETTING_INVALID,
        "Sites can drop out at the steps "
            + String.join(", ", steps)
            + ", no more than there are; asked for was "
            + drops
            + ".");
  }

  private SessionStage stage() {
    Digest context = Digest.of(plan.context().hex() + "/" + played++);
    return new SessionStage(
        role,
        new SessionPlan(
            context,
            plan.roster(),
            plan.threshold(),
            plan.modulusBits(),
            plan.length(),
            plan.settings()),
        protection);
  }

  /** The names of all adversaries, in the order in which they are best played. */
  public List<String> names() {
    return List.copyOf(adversaries.keySet());
  }

  /** Why the dropouts leave nothing to be revealed; empty if they do not. */
  private Optional<String> tooMany() {
    int stayed = plan.roster().size() - drops.values().stream().mapToInt(Integer::intValue).sum();
    if (stayed < plan.threshold()) {
      return Optional.of(stayed + " stayed of at least " + plan.threshold());
    }
    return new TreeMap<>(drops)
        .entrySet().stream()
            .filter(drop -> drop.getValue() > role.tolerated(plan, drop.getKey()))
            .findFirst()
            .map(
                drop ->
                    drop.getValue()
                        + " dropped out at "
                        + drop.getKey()
                        + " of at most "
                        + role.tolerated(plan, drop.getKey()));
  }

  /** The case without an adversary. */
  public ConformanceCase honest() {
    try (SessionStage stage = stage()) {
      return new HonestCase(stage, drops, tooMany()).play();
    }
  }

  /**
   * The case of one adversary.
   *
   * @throws CloisterException CL-0103 if there is none of this name
   */
  public ConformanceCase play(String name) {
    return ConformanceCase.of(parts(name));
  }

  /** The same in its parts, each with what became of it. */
  public List<ConformanceCase> parts(String name) {
    List<Adversary> parts = adversaries.getOrDefault(name, List.of());
    CloisterException.require(
        !parts.isEmpty(), ErrorCode.SETTING_INVALID, "There is no such adversary: " + name + ".");
    return parts.stream().map(this::part).toList();
  }

  private ConformanceCase part(Adversary adversary) {
    try (SessionStage stage = stage()) {
      List<Adversary.Learned> loot = List.of();
      try {
        loot = adversary.attack(stage);
      } catch (Unfit e) {
        stage.notes().unfit(e);
      } catch (RuntimeException e) {
        stage.notes().failed("the adversary", e);
      }
      return StageVerdict.of(adversary, stage, loot);
    }
  }
}
