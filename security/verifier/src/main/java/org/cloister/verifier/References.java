package org.cloister.verifier;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What an entry says about other entries: what it names must exist, before it, and be allowed
 * there.
 */
final class References {
  private static final String FORMAT = "cloister-ledger/1";
  private static final Set<String> OTHER_TYPES =
      Set.of("policy", "approval", "evaluation", "export", "recovery", "incident", "heartbeat");

  private final String origin;
  private final Findings findings;
  private final Keys keys;
  private final Rounds rounds;
  private final Budgets budgets = new Budgets();
  private final Set<Hash> admitted = new HashSet<>();
  private final Set<Hash> models = new HashSet<>();
  private boolean simulated;

  References(String origin, Keys keys, Findings findings) {
    this.origin = origin;
    this.keys = keys;
    this.findings = findings;
    this.rounds = new Rounds(findings);
  }

  boolean simulated() {
    return simulated;
  }

  Rounds rounds() {
    return rounds;
  }

  Budgets budgets() {
    return budgets;
  }

  int admitted() {
    return admitted.size();
  }

  /** Checks an entry whose signature was taken in before. */
  void entry(Entry entry) throws Refused {
    Value.Obj body = entry.body();
    if (entry.type().equals("genesis") != (entry.seq() == 0)) {
      throw broken("the first entry and no other must be of type genesis");
    }
    switch (entry.type()) {
      case "genesis" -> genesis(body);
      case "key" -> keys.change(body);
      case "plugin" -> plugin(body);
      case "round-open" -> rounds.open(body);
      case "contribution" -> contribution(entry);
      case "aggregate" -> {
        rounds.aggregate(entry);
        models.add(digest(body, "model"));
      }
      case "dp-charge" -> budgets.entry(body);
      case "model-release" -> {
        if (!models.contains(digest(body, "model"))) {
          throw broken("it releases a model that no aggregate before it made");
        }
      }
      case "erasure" -> erasure(entry);
      default -> {
        if (!OTHER_TYPES.contains(entry.type())) {
          String type = StrictText.printable(entry.type());
          findings.add(Code.TYPE_UNKNOWN, "entry " + entry.seq(), "its type is " + type);
        }
      }
    }
  }

  private void genesis(Value.Obj body) throws Refused {
    if (!body.text("format").equals(FORMAT)) {
      throw Entry.invalid("\"format\" must be " + FORMAT);
    }
    origin(body);
    if (body.has("simulated")) {
      simulated = body.member("simulated") == Value.Literal.TRUE;
      if (!simulated && body.member("simulated") != Value.Literal.FALSE) {
        throw Entry.invalid("\"simulated\" must be true or false");
      }
    }
  }

  private void origin(Value.Obj body) throws Refused {
    if (!body.text("origin").equals(origin)) {
      throw new Refused(Code.ORIGIN_MISMATCH, "its body names the origin of another log");
    }
  }

  private void plugin(Value.Obj body) throws Refused {
    Hash bundle = digest(body, "bundle");
    switch (body.text("action")) {
      case "admit", "swap" -> admitted.add(bundle);
      case "withdraw" -> admitted.remove(bundle);
      case "refuse" -> {}
      default -> throw Entry.invalid("\"action\" must be admit, swap, withdraw or refuse");
    }
  }

  private void contribution(Entry entry) throws Refused {
    Value.Obj body = entry.body();
    origin(body);
    digest(body, "update");
    String last = "";
    for (Value value : body.list("bundles")) {
      if (!(value instanceof Value.Text text) || text.value().compareTo(last) <= 0) {
        throw Entry.invalid("\"bundles\" must be digests in ascending order, each once");
      }
      last = text.value();
      if (!admitted.contains(digest(last))) {
        throw broken("it was made with a plugin that was not admitted before");
      }
    }
    rounds.contribution(entry);
    budgets.entry(body);
  }

  private static void erasure(Entry entry) throws Refused {
    if (entry.body().count("seq") >= entry.seq()) {
      throw broken("it erases what no earlier entry names");
    }
    List<Value> approvers = entry.body().list("approvers");
    Set<Value> distinct = new HashSet<>(approvers);
    if (distinct.size() < 2 || !approvers.stream().allMatch(Value.Text.class::isInstance)) {
      throw Entry.invalid("\"approvers\" must be two different names at least");
    }
  }

  private static Hash digest(Value.Obj body, String member) throws Refused {
    return digest(body.text(member));
  }

  /** Reads {@code sha256:} and 64 lowercase hexadecimal digits. */
  static Hash digest(String text) throws Refused {
    String prefix = "sha256:";
    if (!text.startsWith(prefix)) {
      throw Entry.invalid("a digest must start with " + prefix);
    }
    return Hash.fromHex(text.substring(prefix.length()), Code.ENTRY_INVALID);
  }

  private static Refused broken(String what) {
    return new Refused(Code.REFERENCE_BROKEN, what);
  }
}
