package org.cloister.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cloister.engine.Fact;
import org.cloister.model.Digest;

/** Contributions on the log that nothing was made from so far. */
final class UnusedAnswers {
  private static final int KEPT = 1 << 16;

  private final Map<Fact.Answered, Placed> answers = new LatestMap<>(KEPT);

  private record Placed(long seq, Filed filed) {}

  /**
   * What an aggregate is made from.
   *
   * @param inputs the positions of the contributions, ascending
   * @param updates what each site's is of
   */
  record Used(List<Long> inputs, SortedMap<String, Digest> updates) {}

  /** The contribution stands at {@code seq}. */
  void put(Fact.Answered answer, long seq, Filed filed) {
    answers.put(answer, new Placed(seq, filed));
  }

  /** The step as the sites stated it, else {@code node}. */
  String step(Set<Fact.Answered> of, String node) {
    return of.stream()
        .map(answers::get)
        .filter(Objects::nonNull)
        .map(placed -> placed.filed().body().step())
        .findFirst()
        .orElse(node);
  }

  /** Takes them out, those that are not here left aside. */
  Used use(Set<Fact.Answered> these) {
    List<Long> inputs = new ArrayList<>();
    SortedMap<String, Digest> updates = new TreeMap<>();
    for (Fact.Answered answer : these) {
      Placed placed = answers.remove(answer);
      if (placed != null) {
        inputs.add(placed.seq());
        updates.put(answer.site(), placed.filed().update());
      }
    }
    inputs.sort(Long::compare);
    return new Used(inputs, updates);
  }
}
