package org.cloister.tck;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.cloister.model.Settings;
import org.cloister.spi.Candidate;
import org.cloister.spi.ParticipantSelector;
import org.junit.jupiter.api.Test;

final class SelectorChecksTests {

  /** What a selector does, without an id. */
  private interface Rule {
    List<String> select(List<Candidate> candidates);
  }

  private static ParticipantSelector selector(Rule rule) {
    return new ParticipantSelector() {
      @Override
      public String id() {
        return "sample";
      }

      @Override
      public List<String> select(int round, List<Candidate> from, Settings settings, long seed) {
        return rule.select(from);
      }
    };
  }

  private static List<String> all(List<Candidate> candidates) {
    return new ArrayList<>(candidates.stream().map(Candidate::site).toList());
  }

  @Test
  void check_ofBrokenTwins_findsExactlyTheirRules() {
    int[] calls = {0};
    new Twins<ParticipantSelector>(role -> SelectorChecks.run(role, Settings.none()))
        .broken("select_choosesSomeone", selector(candidates -> List.of()))
        .broken(
            "select_choosesCandidates",
            selector(
                candidates ->
                    candidates.size() == 1 ? all(candidates) : List.of("site-0", "stranger")))
        .broken(
            "select_choosesEachOnce",
            selector(
                candidates ->
                    candidates.size() == 1 ? all(candidates) : List.of("site-0", "site-0")))
        .broken(
            "select_isPure",
            selector(candidates -> List.of(all(candidates).get(calls[0]++ % candidates.size()))))
        .broken(
            "select_leavesTheListAlone",
            selector(
                candidates -> {
                  if (candidates instanceof ArrayList) {
                    candidates.sort(Comparator.comparing(Candidate::site));
                  }
                  return all(candidates);
                }))
        .broken("select_acceptsOneCandidate", selector(from -> List.of(from.get(1).site())))
        .verify(selector(SelectorChecksTests::all));
  }
}
