package org.cloister.tck;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.cloister.model.CloisterException;
import org.cloister.model.Digest;
import org.cloister.model.Settings;
import org.cloister.spi.protection.CoordinatorSession;
import org.cloister.spi.protection.SecureAggregation;
import org.cloister.spi.protection.SessionPlan;

/**
 * The contract of {@link SecureAggregation}: whole sessions in memory. No check can show that a
 * protocol hides what it should; these show that it computes what it says.
 *
 * <ul>
 *   <li>{@code threshold_isInRange}: 1 to the number of participants.
 *   <li>{@code session_revealsTheExactSum}: with all sites, the sum modulo the ring, bit by bit.
 *   <li>{@code session_sendsNoPlainVector}: no site sends its residues as they are.
 *   <li>{@code session_takesLateContributions}: residues may come after keys were agreed.
 *   <li>{@code session_survivesADropout}: without one site, the exact sum of the others.
 *   <li>{@code sum_isEmptyWhileItRuns}: nothing is revealed before the end.
 *   <li>{@code sum_isEmptyBelowTheThreshold}: with too few sites there is no sum.
 *   <li>{@code session_isNotCorruptedByReordering}: in any order, an exact sum or none.
 *   <li>{@code session_isNotCorruptedByRepetition}: with every message twice, an exact sum or none.
 *   <li>{@code contribute_refusesAWrongLength}: residues of another length are refused.
 *   <li>{@code close_isHarmlessTwice}: a session may be closed more than once.
 * </ul>
 */
public final class SecureAggregationChecks {

  private static final List<String> ROSTER =
      List.of("site-0", "site-1", "site-2", "site-3", "site-4");
  private static final int SITES = ROSTER.size();
  private static final int LENGTH = 23;
  private static final int BITS = 37;

  private final SecureAggregation role;
  private final Settings settings;
  private final int threshold;

  private SecureAggregationChecks(SecureAggregation role, Settings settings, int threshold) {
    this.role = role;
    this.settings = settings;
    this.threshold = threshold;
  }

  /** The rules that {@code role} breaks with five sites and these settings. */
  public static List<Finding> check(SecureAggregation role, Settings settings) {
    return run(role, settings).findings();
  }

  static Checklist run(SecureAggregation role, Settings settings) {
    Checklist list = new Checklist(RoleNames.SECURE_AGGREGATION, role.id());
    Integer threshold =
        list.answer(
            "threshold_isInRange",
            "The threshold must be from 1 to the number of participants.",
            () -> {
              int t = role.threshold(SITES, settings);
              return t >= 1 && t <= SITES ? Integer.valueOf(t) : null;
            });
    if (threshold != null) {
      new SecureAggregationChecks(role, settings, threshold).sessions(list);
    }
    return list;
  }

  private void sessions(Checklist list) {
    boolean works =
        list.rule(
            "session_revealsTheExactSum",
            "With all sites the sum must be exact and name them all.",
            () -> complete(false).equals(Optional.of(SITES)));
    if (!works) {
      return;
    }
    list.rule(
        "session_sendsNoPlainVector",
        "No site may send its residues as they are.",
        this::sendsNoPlainVector);
    list.rule(
        "session_takesLateContributions",
        "Residues that come after keys were agreed must count too.",
        () -> complete(true).equals(Optional.of(SITES)));
    if (threshold < SITES) {
      list.rule(
          "session_survivesADropout",
          "Without one site the sum must be exactly that of the others.",
          () -> dropped(1).equals(Optional.of(SITES - 1)));
    }
    if (threshold > 1) {
      list.rule(
          "sum_isEmptyBelowTheThreshold",
          "With fewer sites than the threshold there must be no sum.",
          () -> dropped(SITES - threshold + 1).isEmpty());
    }
    list.rule(
        "sum_isEmptyWhileItRuns",
        "Before the session ended there must be no sum.",
        () -> {
          try (SessionStage stage = stage()) {
            stage.start();
            CoordinatorSession hub = stage.coordinator().orElseThrow();
            return hub.ended() || hub.sum().isEmpty();
          }
        });
    hostile(list);
  }

  private void hostile(Checklist list) {
    list.rule(
        "session_isNotCorruptedByReordering",
        "Messages in another order must give an exact sum or none.",
        () -> {
          boolean exact = true;
          for (int seed = 0; seed < 4; seed++) {
            exact &= disturbed(OptionalLong.of(seed), 1);
          }
          return exact;
        });
    list.rule(
        "session_isNotCorruptedByRepetition",
        "Every message twice must give an exact sum or none.",
        () -> disturbed(OptionalLong.empty(), 2));
    list.rule(
        "contribute_refusesAWrongLength",
        "Residues of another length than the plan's must be refused with a CloisterException.",
        () -> {
          try (SessionStage stage = stage()) {
            stage.start();
            stage.site(ROSTER.get(0)).contribute(Residues.random(BITS, LENGTH + 1, 1));
            return false;
          } catch (CloisterException e) {
            return true;
          }
        });
    list.runs(
        "close_isHarmlessTwice",
        "A second close must do nothing.",
        () -> {
          SessionStage stage = stage();
          stage.start();
          stage.close();
          stage.close();
        });
  }

  private boolean sendsNoPlainVector() {
    List<String> plain = new ArrayList<>();
    try (SessionStage stage = stage()) {
      stage.wire(
          (from, m) -> {
            if (m.vector().isPresent() && stage.isSumOf(List.of(from), m.vector().get())) {
              plain.add(from);
            }
            return List.of(m);
          });
      stage.start();
      stage.contribute();
      failOnFailures(stage);
      return plain.isEmpty();
    }
  }

  /** How many sites an exact sum has; empty if there is none. */
  private Optional<Integer> complete(boolean late) {
    try (SessionStage stage = stage()) {
      stage.start();
      if (late) {
        stage.deliver();
      }
      stage.contribute();
      stage.finish();
      return exact(stage);
    }
  }

  private Optional<Integer> dropped(int count) {
    try (SessionStage stage = stage()) {
      stage.start();
      stage.deliver();
      ROSTER.subList(0, count).forEach(stage::silence);
      stage.contribute();
      stage.finish();
      return exact(stage);
    }
  }

  private boolean disturbed(OptionalLong order, int times) {
    try (SessionStage stage = stage()) {
      order.ifPresent(stage::shuffle);
      stage.wire((from, m) -> Collections.nCopies(times, m));
      stage.start();
      stage.contribute();
      stage.finish();
      exact(stage);
      return true;
    }
  }

  private static Optional<Integer> exact(SessionStage stage) {
    failOnFailures(stage);
    Optional<CoordinatorSession.Sum> sum = stage.coordinator().flatMap(CoordinatorSession::sum);
    if (sum.isPresent() && !stage.isExact(sum.get())) {
      throw new AssertionError("the sum is not that of the sites that it names");
    }
    return sum.map(s -> s.survivors().size());
  }

  private static void failOnFailures(SessionStage stage) {
    if (!stage.notes().failures().isEmpty()) {
      throw new AssertionError(stage.notes().failures().get(0));
    }
  }

  private SessionStage stage() {
    SessionPlan plan =
        new SessionPlan(Digest.of("rehearsal"), ROSTER, threshold, BITS, LENGTH, settings);
    SessionStage stage = new SessionStage(role, plan, new SessionDesks());
    if (!stage.refusals().isEmpty()) {
      throw new AssertionError("a party refused its plan with " + stage.refusals().values());
    }
    return stage;
  }
}
