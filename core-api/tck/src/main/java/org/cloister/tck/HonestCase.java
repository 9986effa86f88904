package org.cloister.tck;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.cloister.model.ErrorCode;
import org.cloister.spi.protection.CoordinatorSession;
import org.cloister.spi.protection.SessionMessage;

/** A session in which nobody lies, and some sites drop out. */
final class HonestCase {

  private final SessionStage stage;
  private final Optional<String> tooMany;
  private final Map<String, String> stepOf = new TreeMap<>();
  private final Set<String> contributed = new TreeSet<>();

  /**
   * The last sites of the roster drop out.
   *
   * @param tooMany why they are too many for a sum
   */
  HonestCase(SessionStage stage, Map<String, Integer> drops, Optional<String> tooMany) {
    this.stage = stage;
    this.tooMany = tooMany;
    List<String> left = new ArrayList<>(stage.plan().roster());
    new TreeMap<>(drops)
        .forEach(
            (step, count) -> {
              for (int i = 0; i < count; i++) {
                stepOf.put(left.remove(left.size() - 1), step);
              }
            });
  }

  private List<SessionMessage> pass(String from, SessionMessage message) {
    if (message.step().equals(stepOf.get(from))) {
      stage.silence(from);
      return List.of();
    }
    if (message.vector().isPresent()) {
      contributed.add(from);
    }
    return List.of(message);
  }

  ConformanceCase play() {
    stage.wire(this::pass);
    stage.start();
    stage.contribute();
    stage.finish();
    boolean ended = stage.coordinator().filter(CoordinatorSession::ended).isPresent();
    Optional<CoordinatorSession.Sum> sum = stage.coordinator().flatMap(CoordinatorSession::sum);
    boolean exact =
        sum.filter(stage::isExact)
            .filter(s -> new HashSet<>(s.survivors()).equals(contributed))
            .isPresent();
    Map<String, ErrorCode> noticed = new TreeMap<>(stage.refusals());
    stage.coordinator().ifPresent(hub -> noticed.putAll(hub.blamed()));
    boolean quiet = noticed.isEmpty() && stage.notes().failures().isEmpty();
    return new ConformanceCase(
        SessionConformance.HONEST,
        tooMany
            .map(why -> "void, nothing revealed: " + why)
            .orElseGet(
                () -> "exact sum of the " + contributed.size() + " sites whose vectors came"),
        observed(sum, exact, noticed),
        noticed.values().stream().findFirst(),
        quiet && ended && (tooMany.isEmpty() ? exact : sum.isEmpty()));
  }

  private String observed(
      Optional<CoordinatorSession.Sum> sum, boolean exact, Map<String, ErrorCode> noticed) {
    if (!stage.notes().failures().isEmpty()) {
      return stage.notes().failures().get(0);
    }
    String words =
        sum.map(s -> (exact ? "exact" : "another") + " sum of " + s.survivors().size() + " sites")
            .orElseGet(() -> tooMany.map(why -> "void, no sum: " + why).orElse("no sum"));
    return noticed.isEmpty() ? words : words + "; blamed or refusing: " + noticed;
  }
}
