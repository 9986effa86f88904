package org.cloister.engine;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cloister.model.Bytes;

/**
 * Everything that a candidate was made from, to make it again.
 *
 * @param inputs all but the answers
 * @param answers those of {@code inputs.used()}, as they came
 * @param statements what sites stated of the vectors in {@code inputs.sessions()}, for the room
 *     that understands it
 */
public record RecordedRound(
    RoundInputs inputs,
    SortedMap<Fact.Answered, Stated> answers,
    SortedMap<Fact.Answered, Bytes> statements) {

  /**
   * An answer and what its site stated of it.
   *
   * @param answer as it came
   * @param statement that came with it, for the room that understands it
   */
  public record Stated(Message.Answer answer, Bytes statement) {}

  /** Copies the maps. */
  public RecordedRound {
    answers = Collections.unmodifiableSortedMap(new TreeMap<>(answers));
    statements = Collections.unmodifiableSortedMap(new TreeMap<>(statements));
  }

  /** Of the open route. */
  public RecordedRound(RoundInputs inputs, SortedMap<Fact.Answered, Stated> answers) {
    this(inputs, answers, new TreeMap<>());
  }
}
