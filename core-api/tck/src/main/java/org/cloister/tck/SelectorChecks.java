package org.cloister.tck;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.cloister.model.Resources;
import org.cloister.model.Settings;
import org.cloister.spi.Candidate;
import org.cloister.spi.ParticipantSelector;

/**
 * The contract of {@link ParticipantSelector}.
 *
 * <ul>
 *   <li>{@code select_choosesSomeone}: every choice has at least one site.
 *   <li>{@code select_choosesCandidates}: nobody is chosen who is not there.
 *   <li>{@code select_choosesEachOnce}: nobody is chosen twice.
 *   <li>{@code select_isPure}: the same arguments give the same choice.
 *   <li>{@code select_leavesTheListAlone}: the candidates are not sorted or removed in place.
 *   <li>{@code select_acceptsOneCandidate}: one candidate is enough.
 * </ul>
 */
public final class SelectorChecks {

  private SelectorChecks() {}

  /** The rules that {@code role} breaks with these settings. */
  public static List<Finding> check(ParticipantSelector role, Settings settings) {
    return run(role, settings).findings();
  }

  static Checklist run(ParticipantSelector role, Settings settings) {
    Checklist list = new Checklist(RoleNames.SELECTOR, role.id());
    List<String> first =
        list.answer(
            "select_choosesSomeone",
            "At least one site must be chosen.",
            () -> {
              List<String> chosen = role.select(1, candidates(8), settings, 3);
              return chosen.isEmpty() ? null : chosen;
            });
    if (first == null) {
      return list;
    }
    List<String> sites = candidates(8).stream().map(Candidate::site).toList();
    list.rule(
        "select_choosesCandidates",
        "Only candidates may be chosen.",
        () -> sites.containsAll(first));
    list.rule(
        "select_choosesEachOnce",
        "No site may be chosen twice.",
        () -> new HashSet<>(first).size() == first.size());
    list.rule(
        "select_isPure",
        "The same arguments must give the same choice; take all chance from the seed.",
        () -> {
          List<String> kept = List.copyOf(first);
          return kept.equals(role.select(1, candidates(8), settings, 3));
        });
    list.rule(
        "select_leavesTheListAlone",
        "The list of candidates must be as it was; sort a copy.",
        () -> {
          List<Candidate> given = new ArrayList<>(candidates(8));
          role.select(2, given, settings, 4);
          return given.equals(candidates(8));
        });
    list.rule(
        "select_acceptsOneCandidate",
        "A single candidate must be chosen.",
        () -> {
          try {
            return role.select(1, candidates(1), settings, 5).equals(List.of("site-0"));
          } catch (RuntimeException e) {
            return Checklist.refuses(() -> role.select(1, candidates(1), settings, 5));
          }
        });
    return list;
  }

  /** Not in the order of anything, so that sorting in place shows. */
  private static List<Candidate> candidates(int count) {
    List<Candidate> candidates = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int mixed = (i * 5 + 3) % 8;
      Resources resources =
          new Resources(1 + mixed, 1L << (20 + mixed), mixed / 8.0, 100L * mixed, mixed);
      candidates.add(new Candidate("site-" + (count == 1 ? 0 : mixed), resources));
    }
    return List.copyOf(candidates);
  }
}
