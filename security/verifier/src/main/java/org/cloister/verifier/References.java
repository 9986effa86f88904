package org.cloister.verifier;

import java.util.HashMap;
import java.util.Map;

/**
 * What an entry says about other entries: what it names must exist, before it, and be allowed
 * there.
 */
final class References {
  private static final String FORMAT = "cloister-ledger/1";
  private static final String DIGEST = "sha256:";

  private record Made(String job, Hash model) {}

  private final String origin;
  private final Findings findings;
  private final Keys keys;
  private final Rounds rounds;
  private final Contributions contributions;
  private final Approvals approvals;
  private final Plugins plugins = new Plugins();
  private final Budgets budgets = new Budgets();

  /** By name: the digest of the policy that is in force. */
  private final Map<String, Hash> policies = new HashMap<>();

  /** By place: the models that aggregates made. */
  private final Map<Long, Made> models = new HashMap<>();

  private boolean simulated;

  References(String origin, Keys keys, Findings findings) {
    this.origin = origin;
    this.keys = keys;
    this.findings = findings;
    this.rounds = new Rounds(findings);
    this.contributions = new Contributions(rounds, findings);
    this.approvals = new Approvals(findings);
  }

  /** Checks an entry whose form and signature were taken in before. */
  void entry(Entry entry) throws Refused {
    Value.Obj body = entry.body();
    if (entry.type().equals("genesis") != (entry.seq() == 0)) {
      throw broken("the first entry and no other must be of type genesis");
    }
    if (!body.text("origin").equals(origin)) {
      throw new Refused(Code.ORIGIN_MISMATCH, "its body names the origin of another log");
    }
    switch (entry.type()) {
      case "genesis" -> genesis(body);
      case "key" -> {
        keys.change(body);
        approved(entry, Hash.of(StrictText.base64(body.text("public_key"), Code.ENTRY_INVALID)));
      }
      case "policy" -> policy(entry);
      case "plugin" -> plugins.entry(body);
      case "approval" -> approvals.add(entry);
      case "round-open" -> {
        plugins.require(body, keys.coordinator());
        rounds.open(entry);
      }
      case "contribution" -> contribution(entry);
      case "aggregate" -> {
        contributions.aggregate(entry);
        if (body.has("model")) {
          models.put(entry.seq(), new Made(body.text("job"), digest(body, "model")));
        }
      }
      case "evaluation" ->
          Rounds.require(rounds.of(body), body.list("participants"), "participants");
      case "dp-charge" -> budgets.entry(body, body.text("party"));
      case "model-release" -> release(entry);
      case "erasure" -> {
        if (body.count("erased_seq") >= entry.seq()) {
          throw broken("it erases what no earlier entry names");
        }
        approved(entry, digest(body, "commitment"));
      }
      default -> {
        if (!Schema.knows(entry.type())) {
          findings.add(Code.TYPE_UNKNOWN, "entry " + entry.seq(), "its type is " + entry.type());
        }
      }
    }
  }

  void finish(Checked checked) {
    checked.add("rounds that were opened", rounds.count());
    checked.add("inputs of aggregates, each a contribution", contributions.inputs());
    checked.add("approvals that other entries name", approvals.checked());
    checked.add("admitted plugins", plugins.count());
    checked.add("statements of spent budget, none lower than before", budgets.checked());
    if (simulated) {
      checked.not(
          "Independence of the parties: the log says that its federation was simulated on one"
              + " machine, by one operator who held every key.");
    }
  }

  private void genesis(Value.Obj body) throws Refused {
    if (!body.text("format").equals(FORMAT)) {
      throw Entry.invalid("\"format\" must be " + FORMAT);
    }
    if (!body.text("log_key").startsWith(origin + "+")) {
      throw new Refused(Code.ORIGIN_MISMATCH, "its log key has the name of another log");
    }
    policies.put("witnesses", digest(body, "policy"));
    simulated = body.truth("simulated");
  }

  private void policy(Entry entry) throws Refused {
    Value.Obj body = entry.body();
    Hash now = digest(body, "digest");
    Hash before = policies.put(body.text("name"), now);
    if (before == null
        ? body.has("replaces")
        : !body.has("replaces") || !before.equals(digest(body, "replaces"))) {
      throw broken("it replaces another policy than was in force");
    }
    approved(entry, now);
  }

  private void contribution(Entry entry) throws Refused {
    Value.Obj body = entry.body();
    String participant = body.text("participant");
    plugins.require(body, participant, keys.coordinator());
    contributions.add(entry);
    budgets.entry(body, participant);
  }

  private void release(Entry entry) throws Refused {
    Value.Obj body = entry.body();
    Hash model = digest(body, "model");
    Made made = models.get(body.count("aggregate_seq"));
    if (made == null || !made.equals(new Made(body.text("job"), model))) {
      throw broken("it releases a model that the aggregate that it names did not make");
    }
    approved(entry, model);
  }

  private void approved(Entry entry, Hash subject) throws Refused {
    approvals.require(entry, subject, !simulated);
  }

  private static Hash digest(Value.Obj body, String member) throws Refused {
    return digest(body.text(member));
  }

  /** Reads {@code sha256:} and 64 lowercase hexadecimal digits. */
  static Hash digest(String text) throws Refused {
    if (!text.startsWith(DIGEST)) {
      throw Entry.invalid("a digest must start with " + DIGEST);
    }
    return Hash.fromHex(text.substring(DIGEST.length()), Code.ENTRY_INVALID);
  }

  private static Refused broken(String what) {
    return new Refused(Code.REFERENCE_BROKEN, what);
  }
}
