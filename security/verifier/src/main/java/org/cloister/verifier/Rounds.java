package org.cloister.verifier;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which contributions belong to which round, and which aggregate used them. */
final class Rounds {
  private final Findings findings;
  private final Map<Hash, Integer> rounds = new HashMap<>();
  private final Map<String, Integer> participants = new HashMap<>();

  /** A participant's nonce in a round, each shortened to a number. */
  private final Map<Long, Long> nonces = new HashMap<>();

  /** By place in the log: the round and participant of a contribution, or 0. */
  private int[] roundOf = new int[1024];

  private int[] participantOf = new int[1024];
  private final BitSet used = new BitSet();
  private long inputs;

  Rounds(Findings findings) {
    this.findings = findings;
  }

  /** How many inputs of aggregates were found. */
  long inputs() {
    return inputs;
  }

  int count() {
    return rounds.size();
  }

  void open(Value.Obj body) throws Refused {
    rounds.putIfAbsent(round(body), rounds.size() + 1);
  }

  void contribution(Entry entry) throws Refused {
    Value.Obj body = entry.body();
    Integer round = rounds.get(round(body));
    if (round == null) {
      throw broken("it contributes to a round that no entry opened before");
    }
    int participant =
        participants.computeIfAbsent(
            Entry.name(body, "participant"), name -> participants.size() + 1);
    int at = (int) entry.seq();
    if (at >= roundOf.length) {
      roundOf = Arrays.copyOf(roundOf, Math.max(at + 1, 2 * roundOf.length));
      participantOf = Arrays.copyOf(participantOf, roundOf.length);
    }
    roundOf[at] = round;
    participantOf[at] = participant;
    long nonce = Hash.of(bytes(body.text("nonce"))).prefix();
    Long before = nonces.put((long) round << 32 | participant, nonce);
    if (before != null && before == nonce) {
      throw broken("it repeats the nonce of an earlier contribution to the round");
    }
    if (before != null) {
      findings.add(
          Code.CONTRIBUTED_TWICE,
          "entry " + at,
          "its participant contributed to this round before");
    }
  }

  void aggregate(Entry entry) throws Refused {
    Integer round = rounds.get(round(entry.body()));
    if (round == null) {
      throw broken("it aggregates a round that no entry opened before");
    }
    List<Value> named = entry.body().list("inputs");
    Set<Integer> parties = new HashSet<>();
    for (Value value : named) {
      if (!(value instanceof Value.Int seq)) {
        throw Entry.invalid("\"inputs\" must be an array of numbers of entries");
      }
      int input = (int) Math.max(-1, Math.min(seq.value(), Integer.MAX_VALUE));
      if (input < 0 || input >= entry.seq() || input >= roundOf.length || roundOf[input] == 0) {
        throw broken("its input " + seq.value() + " is no earlier contribution");
      }
      if (roundOf[input] != round) {
        throw broken("its input " + input + " belongs to another round");
      }
      if (used.get(input)) {
        throw broken("its input " + input + " was used before");
      }
      if (!parties.add(participantOf[input])) {
        throw broken("its input " + input + " is a second one of the same participant");
      }
      used.set(input);
      inputs++;
    }
  }

  private static Hash round(Value.Obj body) throws Refused {
    return Hash.of(bytes(body.count("round") + "/" + body.textIfAny("job")));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Refused broken(String what) {
    return new Refused(Code.REFERENCE_BROKEN, what);
  }
}
