package org.cloister.tck;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.cloister.model.ErrorCode;
import org.cloister.spi.protection.Adversary;
import org.cloister.spi.protection.CoordinatorSession;
import org.cloister.spi.protection.Expectation;

/** What became of an attack on a stage, against what must. Looks at sessions before they close. */
final class StageVerdict {

  private final Expectation expected;
  private final SessionStage stage;
  private final Map<String, ErrorCode> blamed = new TreeMap<>();
  private final List<StageNotes.Refusal> noticed = new ArrayList<>();

  private StageVerdict(Expectation expected, SessionStage stage) {
    this.expected = expected;
    this.stage = stage;
    for (StageNotes.Refusal refusal : stage.notes().refusals()) {
      if (!expected.apart().contains(refusal.party())) {
        noticed.add(refusal);
      }
    }
    for (SessionStage one : stage.notes().stages()) {
      one.coordinator().ifPresent(hub -> blamed.putAll(hub.blamed()));
    }
    blamed.forEach((site, code) -> noticed.add(new StageNotes.Refusal(site, code)));
  }

  static ConformanceCase of(Adversary adversary, SessionStage stage, List<Adversary.Learned> loot) {
    Expectation expected = adversary.expected(stage.plan());
    StageVerdict verdict = new StageVerdict(expected, stage);
    Optional<String> broken = verdict.broken(loot).or(verdict::missed);
    return new ConformanceCase(
        adversary.name(),
        ExpectedWords.of(expected),
        broken.orElseGet(verdict::words),
        verdict.code(),
        broken.isEmpty());
  }

  /** How the attack succeeded; empty if it did not. */
  private Optional<String> broken(List<Adversary.Learned> loot) {
    for (Adversary.Learned learned : loot) {
      if (holds(stage, learned.sites(), learned)) {
        return Optional.of(
            "the adversary learned the sum of "
                + String.join(", ", new TreeSet<>(learned.sites()))
                + " alone");
      }
    }
    if (!stage.notes().failures().isEmpty()) {
      return Optional.of(stage.notes().failures().get(0));
    }
    for (SessionStage one : stage.notes().stages()) {
      Optional<CoordinatorSession.Sum> sum = one.coordinator().flatMap(CoordinatorSession::sum);
      if (sum.isPresent() && !exact(one, sum.get())) {
        return Optional.of("the sum is not that of the sites that it names, or of too few");
      }
    }
    return blamed.keySet().stream()
        .filter(site -> !expected.apart().contains(site))
        .findFirst()
        .map(site -> site + " was blamed for what it did not do");
  }

  private static boolean holds(SessionStage stage, Set<String> sites, Adversary.Learned learned) {
    return !sites.isEmpty() && stage.isSumOf(sites, learned.sum());
  }

  /** A sum that cannot even be read is not exact. */
  private static boolean exact(SessionStage stage, CoordinatorSession.Sum sum) {
    try {
      return stage.isExact(sum);
    } catch (RuntimeException e) {
      return false;
    }
  }

  /** What should have happened and did not. */
  private Optional<String> missed() {
    boolean ended = stage.coordinator().filter(CoordinatorSession::ended).isPresent();
    boolean whole = sum().filter(sum -> sum.survivors().containsAll(honest())).isPresent();
    boolean ends =
        switch (expected.end()) {
          case REFUSED -> true;
          case SURVIVED -> ended && whole;
          case VOID -> ended && sum().isEmpty();
        };
    boolean silent = expected.end() != Expectation.End.REFUSED && expected.code().isEmpty();
    boolean codeSeen = silent ? noticed.isEmpty() : expected.code().equals(code());
    return ends && codeSeen ? Optional.empty() : Optional.of(words());
  }

  private Set<String> honest() {
    Set<String> honest = new TreeSet<>(stage.plan().roster());
    honest.removeAll(expected.apart());
    honest.removeIf(site -> stage.party(site).isSilent());
    return honest;
  }

  private Optional<CoordinatorSession.Sum> sum() {
    return stage.coordinator().flatMap(CoordinatorSession::sum);
  }

  private Optional<ErrorCode> code() {
    List<ErrorCode> codes = noticed.stream().map(StageNotes.Refusal::code).toList();
    return expected.code().filter(codes::contains).or(() -> codes.stream().findFirst());
  }

  private String words() {
    return ExpectedWords.noticed(noticed, blamed.keySet(), code()) + "; " + ending();
  }

  private String ending() {
    return sum()
        .map(
            sum ->
                "exact sum of "
                    + sum.survivors().size()
                    + " of "
                    + stage.plan().roster().size()
                    + " sites")
        .orElse("no sum");
  }
}
