package org.cloister.verifier;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rounds that were opened. */
final class Rounds {

  /**
   * A round as its newest opening has it; one that was cut off is opened again.
   *
   * @param id from 1
   * @param job by number
   * @param round of the job
   * @param echo of the body of its entry
   * @param participants shared by rounds with the same ones
   */
  record Opening(
      int id,
      int job,
      long round,
      Hash terms,
      @Nullable Hash base,
      Hash echo,
      Set<String> participants) {}

  private final Findings findings;
  private final Map<Hash, Opening> openings = new HashMap<>();
  private final Map<String, Integer> jobs = new HashMap<>();
  private final Map<List<Value>, Set<String>> participants = new HashMap<>();

  Rounds(Findings findings) {
    this.findings = findings;
  }

  int count() {
    return openings.size();
  }

  void open(Entry entry) throws Refused {
    Value.Obj body = entry.body();
    Hash key = key(body);
    Opening before = openings.get(key);
    if (before != null) {
      findings.add(Code.ROUND_REOPENED, "entry " + entry.seq(), "its round was opened before");
    }
    openings.put(
        key,
        new Opening(
            before == null ? openings.size() + 1 : before.id(),
            jobs.computeIfAbsent(body.text("job"), job -> jobs.size() + 1),
            body.count("round"),
            References.digest(body.text("terms")),
            body.has("base") ? References.digest(body.text("base")) : null,
            Hash.of(entry.bodyBytes()),
            participants.computeIfAbsent(body.list("participants"), Rounds::names)));
  }

  /** The round that a body names. */
  Opening of(Value.Obj body) throws Refused {
    Opening opening = openings.get(key(body));
    if (opening == null) {
      throw new Refused(Code.REFERENCE_BROKEN, "it belongs to a round that no entry opened before");
    }
    return opening;
  }

  /** Refuses names that the round was not opened with. */
  static void require(Opening round, List<Value> named, String member) throws Refused {
    if (!round.participants().containsAll(names(named))) {
      throw new Refused(
          Code.REFERENCE_BROKEN,
          "its \"" + member + "\" names one that the round was not opened with");
    }
  }

  private static Set<String> names(List<Value> values) {
    Set<String> names = new HashSet<>();
    values.forEach(value -> names.add(((Value.Text) value).value()));
    return names;
  }

  private static Hash key(Value.Obj body) throws Refused {
    String key = body.count("round") + "/" + body.text("job");
    return Hash.of(key.getBytes(StandardCharsets.UTF_8));
  }
}
