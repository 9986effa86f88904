package org.cloister.verifier;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Which contributions there are, and which aggregate used them. */
final class Contributions {

  /** What an aggregate must have in common with its inputs, kept once. */
  private record Kind(Rounds.Opening round, String step, String rule) {
    boolean takes(Kind input) {
      return round.job() == input.round.job()
          && round.round() >= input.round.round()
          && step.equals(input.step)
          && rule.equals(input.rule);
    }
  }

  private final Rounds rounds;
  private final Findings findings;
  private final Map<Kind, Integer> kindNumbers = new HashMap<>();
  private final List<Kind> kinds = new ArrayList<>();
  private final Map<String, Integer> participantNumbers = new HashMap<>();
  private final List<String> participants = new ArrayList<>();

  /** A participant's nonce in a step, each shortened to a number. */
  private final Map<Long, Long> nonces = new HashMap<>();

  /** By place in the log; what was sent is forgotten when it was used. */
  private int[] kindOf = new int[1024];

  private int[] participantOf = new int[1024];
  private @Nullable Hash[] updateOf = new Hash[1024];
  private long inputs;

  Contributions(Rounds rounds, Findings findings) {
    this.rounds = rounds;
    this.findings = findings;
  }

  /** How many inputs of aggregates were found. */
  long inputs() {
    return inputs;
  }

  void add(Entry entry) throws Refused {
    Value.Obj body = entry.body();
    Rounds.Opening round = rounds.of(body);
    String name = body.text("participant");
    if (!round.participants().contains(name)) {
      throw broken("its participant is none that the round was opened with");
    }
    int kind = kind(new Kind(round, body.text("step"), body.text("rule")));
    int participant = participantNumbers.computeIfAbsent(name, this::number);
    nonce(entry.seq(), (long) kind << 32 | participant, body.text("nonce"));
    int at = (int) entry.seq();
    if (at >= kindOf.length) {
      kindOf = Arrays.copyOf(kindOf, Math.max(at + 1, 2 * kindOf.length));
      participantOf = Arrays.copyOf(participantOf, kindOf.length);
      updateOf = Arrays.copyOf(updateOf, kindOf.length);
    }
    kindOf[at] = kind + 1;
    participantOf[at] = participant;
    updateOf[at] = References.digest(body.text("update"));
  }

  void aggregate(Entry entry) throws Refused {
    Value.Obj body = entry.body();
    Rounds.Opening round = rounds.of(body);
    Kind kind = new Kind(round, body.text("step"), body.text("rule"));
    SortedMap<String, Hash> updates = new TreeMap<>();
    for (Value value : body.list("inputs")) {
      long seq = ((Value.Int) value).value();
      int input = (int) Math.min(seq, Integer.MAX_VALUE);
      if (seq >= entry.seq() || input >= kindOf.length || kindOf[input] == 0) {
        throw broken("its input " + seq + " is no earlier contribution");
      }
      if (!kind.takes(kinds.get(kindOf[input] - 1))) {
        throw broken("its input " + seq + " belongs to another round, step or rule");
      }
      Hash update = updateOf[input];
      if (update == null) {
        throw broken("its input " + seq + " was used before");
      }
      if (updates.put(participants.get(participantOf[input]), update) != null) {
        throw broken("its input " + seq + " is a second one of the same participant");
      }
      updateOf[input] = null;
      inputs++;
    }
    List<Value> dropouts = body.list("dropouts");
    Rounds.require(round, dropouts, "dropouts");
    for (Value dropout : dropouts) {
      if (updates.containsKey(((Value.Text) dropout).value())) {
        throw broken("one of its inputs is of a participant that dropped out");
      }
    }
    Transcript.check(body, round, updates);
  }

  private void nonce(long seq, long whose, String text) throws Refused {
    long nonce = Hash.of(text.getBytes(StandardCharsets.UTF_8)).prefix();
    Long before = nonces.put(whose, nonce);
    if (before != null && before == nonce) {
      throw broken("it repeats the nonce of an earlier contribution to the step");
    }
    if (before != null) {
      String what = "its participant contributed to this step of the round before";
      findings.add(Code.CONTRIBUTED_TWICE, "entry " + seq, what);
    }
  }

  private int kind(Kind kind) {
    Integer number = kindNumbers.putIfAbsent(kind, kinds.size());
    if (number == null) {
      kinds.add(kind);
      return kinds.size() - 1;
    }
    return number;
  }

  private int number(String participant) {
    participants.add(participant);
    return participants.size() - 1;
  }

  private static Refused broken(String what) {
    return new Refused(Code.REFERENCE_BROKEN, what);
  }
}
