package org.cloister.verifier;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Whom the auditor trusts, from text of C2SP tlog-policy: {@code log}, {@code witness}, {@code
 * group} and {@code quorum} lines.
 *
 * @param logs the log's keys; all have the same name, the origin
 * @param witnesses the witnesses' keys, each public key once
 * @param quorum which cosignatures suffice
 */
record Policy(List<Vkey> logs, List<Vkey> witnesses, Quorum quorum) {

  Policy {
    logs = List.copyOf(logs);
    witnesses = List.copyOf(witnesses);
  }

  String origin() {
    return logs.get(0).name();
  }

  boolean asksForWitnesses() {
    return !quorum.equals(Quorum.NONE);
  }

  /**
   * Whether the log has an ML-DSA-44 key. Then every head needs a line of one as well: whoever
   * breaks Ed25519 would only have to leave it away.
   */
  boolean namesSecondKey() {
    return logs.stream().anyMatch(key -> key.type() == Vkey.COSIGNER);
  }

  /**
   * A policy of keys alone: the log's, and every witness's cosignature is asked for. A key of
   * ML-DSA-44 is the log's where it has the name of the log.
   */
  static Policy ofKeys(List<Vkey> keys) throws BadUsage {
    PolicyReader reader = new PolicyReader();
    List<String> names = new ArrayList<>();
    Set<String> origins = new HashSet<>();
    keys.stream().filter(key -> key.type() == Vkey.LOG).forEach(key -> origins.add(key.name()));
    for (Vkey key : keys) {
      boolean second = key.type() == Vkey.COSIGNER && origins.contains(key.name());
      if (key.type() == Vkey.LOG || second) {
        reader.log(key);
      } else {
        reader.witness(key.name(), key);
        names.add(key.name());
      }
    }
    if (!names.isEmpty()) {
      reader.group("all of the given keys", names.size(), names);
      reader.quorum("all of the given keys");
    }
    return reader.policy();
  }

  /** Refuses keys that were handed over apart from the policy and that it does not name. */
  void mustName(List<Vkey> keys) throws BadUsage {
    for (Vkey key : keys) {
      if (!logs.contains(key) && !witnesses.contains(key)) {
        throw new BadUsage(
            "The policy does not name the key "
                + StrictText.printable(key.name())
                + "+"
                + key.id()
                + " that --key gives: it is a policy for other keys than you trust.");
      }
    }
  }
}
