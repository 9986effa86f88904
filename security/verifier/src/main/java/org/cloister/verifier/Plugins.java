package org.cloister.verifier;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Which plugin bundles were admitted at which party. */
final class Plugins {
  private final Map<String, Set<Hash>> admitted = new HashMap<>();

  int count() {
    return admitted.values().stream().mapToInt(Set::size).sum();
  }

  void entry(Value.Obj body) throws Refused {
    Set<Hash> here = admitted.computeIfAbsent(body.text("party"), party -> new HashSet<>());
    Hash bundle = References.digest(body.text("bundle"));
    switch (body.text("action")) {
      case "admit" -> here.add(bundle);
      case "swap" -> {
        if (!here.contains(References.digest(body.text("replaces")))) {
          throw broken("it swaps a plugin that was not admitted there before");
        }
        here.add(bundle); // rounds under way may still use the other one
      }
      case "withdraw" -> {
        if (!here.remove(bundle)) {
          throw broken("it withdraws a plugin that was not admitted there before");
        }
      }
      default -> {} // a refusal changes nothing
    }
  }

  /** Each of the bundles must have been admitted at one of the parties. */
  void require(Value.Obj body, String... parties) throws Refused {
    for (Value value : body.list("bundles")) {
      Hash bundle = References.digest(((Value.Text) value).value());
      boolean found = false;
      for (String party : parties) {
        found |= admitted.getOrDefault(party, Set.of()).contains(bundle);
      }
      if (!found) {
        throw broken("it was made with a plugin that was not admitted before");
      }
    }
  }

  private static Refused broken(String what) {
    return new Refused(Code.REFERENCE_BROKEN, what);
  }
}
