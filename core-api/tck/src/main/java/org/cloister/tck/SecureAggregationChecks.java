package org.cloister.tck;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
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

  private static final int SITES = 5;
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
        () -> {
          try (SessionPlay play = play()) {
            play.contribute();
            return !play.sentPlainVector();
          }
        });
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
          try (SessionPlay play = play()) {
            return play.coordinator().ended() || play.sum().isEmpty();
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
            exact &= disturbed(Optional.of(new SplittableRandom(seed)), false);
          }
          return exact;
        });
    list.rule(
        "session_isNotCorruptedByRepetition",
        "Every message twice must give an exact sum or none.",
        () -> disturbed(Optional.empty(), true));
    list.rule(
        "contribute_refusesAWrongLength",
        "Residues of another length than the plan's must be refused with a CloisterException.",
        () -> {
          try (SessionPlay play = play()) {
            play.participant(0).contribute(Residues.random(BITS, LENGTH + 1, 1));
            return false;
          } catch (CloisterException e) {
            return true;
          }
        });
    list.runs(
        "close_isHarmlessTwice",
        "A second close must do nothing.",
        () -> {
          SessionPlay play = play();
          play.close();
          play.close();
        });
  }

  /** How many sites an exact sum has; empty if there is none. */
  private Optional<Integer> complete(boolean late) {
    try (SessionPlay play = play()) {
      if (late) {
        play.deliver(Optional.empty(), false);
      }
      play.contribute();
      play.finish();
      return exact(play);
    }
  }

  private Optional<Integer> dropped(int count) {
    try (SessionPlay play = play()) {
      play.deliver(Optional.empty(), false);
      for (int i = 0; i < count; i++) {
        play.drop(i);
      }
      play.contribute();
      play.finish();
      return exact(play);
    }
  }

  private boolean disturbed(Optional<SplittableRandom> order, boolean twice) {
    try (SessionPlay play = play()) {
      play.contribute();
      play.deliver(order, twice);
      play.finish();
      exact(play);
      return true;
    }
  }

  private static Optional<Integer> exact(SessionPlay play) {
    Optional<CoordinatorSession.Sum> sum = play.sum();
    if (sum.isPresent() && !play.exact(sum.get())) {
      throw new AssertionError("the sum is not that of the sites that it names");
    }
    return sum.map(s -> s.survivors().size());
  }

  private SessionPlay play() {
    List<String> roster = new ArrayList<>();
    for (int i = 0; i < SITES; i++) {
      roster.add("site-" + i);
    }
    return new SessionPlay(
        role, new SessionPlan(Digest.of("rehearsal"), roster, threshold, BITS, LENGTH, settings));
  }
}
