package org.cloister.verifier;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The members of the bodies of entries, as the format's table lists them: a known type has exactly
 * these. The table is code and documentation in one; the README has it word for word.
 */
final class Schema {

  /**
   * Each member and its kind; {@code ?} may be absent, {@code *} is an array of them that ascends,
   * {@code |} parts the only words. Kinds with a line of their own are objects.
   */
  static final String TABLE =
      """
      genesis        coordinator name, federation digest, format name, keys public-key*, log_key name, origin name, policy digest, retired_head head?, retires name?, simulated truth, suite name
      key            action add|retire|revoke, approvals position*, key name, last_valid_seq position?, origin name, party name, public_key base64, role log|signing|witness
      policy         approvals position*, digest digest, name name, origin name, replaces digest?
      plugin         action admit|swap|refuse|withdraw, bundle digest, code name?, name name, origin name, party name, replaces digest?, version name
      approval       approver name, meaning name, origin name, role name, subject digest
      round-open     base digest?, bundles digest*, job name, origin name, participants name*, round count, route name, seen head, terms digest
      contribution   base digest?, bundles digest*, job name, nonce hex, origin name, participant name, privacy privacy?, round count, rule name, seen head, step name, update digest
      aggregate      aggregate digest, dropouts name*, echo digest?, inputs position*, job name, key_messages digest?, model digest?, origin name, round count, rule name, step name, survivors digest?, transcript digest
      evaluation     job name, metrics digest, model digest, origin name, participants name*, round count, step name
      dp-charge      job name, origin name, party name, privacy privacy, round count
      model-release  aggregate_seq position, approvals position*, job name, model digest, origin name, purpose name, recipient name
      erasure        approvals position*, basis name, commitment digest, erased_seq position, origin name
      export         archive digest, by name, head head, origin name, reason name, recipient name
      recovery       committed head, origin name, published head, removed count
      incident       code name, evidence digest?, job name?, kind dropout|void|refusal|stop|fork|key|other, origin name, party name, round count?
      heartbeat      offset_ms number, origin name, time_source name
      archive        archive digest, job name, origin name, round count, step name
      archive-erasure archive digest, basis name, job name, origin name, round count, step name
      head           root digest, size count
      privacy        delta_remaining_femto count, delta_spent_femto count, epsilon_remaining_micro count, epsilon_spent_micro count, event name, unit name
      public-key     key name, party name, public_key base64, role log|signing|witness
      """;

  /** The rows of the table that are objects inside of bodies. */
  private static final List<String> PARTS = List.of("head", "privacy", "public-key");

  private record Member(String kind, Set<String> words, boolean optional, boolean array) {}

  private static final Map<String, Map<String, Member>> ROWS = rows();

  private Schema() {}

  /** Whether the format has this type. */
  static boolean knows(String type) {
    return ROWS.containsKey(type) && !PARTS.contains(type);
  }

  /** Refuses a body of a known type that has not exactly its members, each of its kind. */
  static void check(String type, Value.Obj body) throws Refused {
    Map<String, Member> row = ROWS.get(type);
    if (row == null) {
      Entry.name(body, "origin");
      return;
    }
    for (String name : body.members().keySet()) {
      if (!row.containsKey(name)) {
        throw Entry.invalid("it has a member that the format does not have there");
      }
    }
    for (Map.Entry<String, Member> column : row.entrySet()) {
      String name = column.getKey();
      Member member = column.getValue();
      if (!member.array()) {
        if (body.has(name) || !member.optional()) {
          one(member, body, name);
        }
      } else {
        ascending(member, body.list(name), name);
      }
    }
  }

  private static void ascending(Member member, List<Value> values, String name) throws Refused {
    @Nullable Comparable<Object> last = null;
    for (Value value : values) {
      Value.Obj single = new Value.Obj(Map.of(name, value), 0, 0);
      one(member, single, name);
      Comparable<Object> key = key(value);
      if (last != null && last.compareTo(key) >= 0) {
        throw Entry.invalid("\"" + name + "\" must ascend, with nothing twice");
      }
      last = key;
    }
  }

  @SuppressWarnings("unchecked") // the values of one array are of one kind
  private static Comparable<Object> key(Value value) throws Refused {
    Object key =
        value instanceof Value.Text text
            ? text.value()
            : value instanceof Value.Int number ? number.value() : ((Value.Obj) value).text("key");
    return (Comparable<Object>) key;
  }

  private static void one(Member member, Value.Obj body, String name) throws Refused {
    switch (member.kind()) {
      case "name" -> Entry.name(body, name);
      case "digest" -> References.digest(body.text(name));
      case "hex" -> Hash.fromHex(body.text(name), Code.ENTRY_INVALID);
      case "base64" -> StrictText.base64(body.text(name), Code.ENTRY_INVALID);
      case "count", "position" -> body.count(name);
      case "number" -> body.number(name);
      case "truth" -> body.truth(name);
      default -> {
        if (PARTS.contains(member.kind())) {
          check(member.kind(), body.object(name));
        } else if (!member.words().contains(body.text(name))) {
          throw Entry.invalid("\"" + name + "\" must be one of " + member.kind());
        }
      }
    }
  }

  private static Map<String, Map<String, Member>> rows() {
    Map<String, Map<String, Member>> rows = new HashMap<>();
    for (String line : TABLE.split("\n")) {
      String[] halves = line.split(" +", 2);
      Map<String, Member> row = new LinkedHashMap<>();
      for (String column : halves[1].split(", ")) {
        String[] words = column.split(" ");
        String kind = words[1].replaceAll("[?*]", "");
        Set<String> choices = Set.of(kind.split("\\|"));
        row.put(
            words[0], new Member(kind, choices, words[1].endsWith("?"), words[1].endsWith("*")));
      }
      rows.put(halves[0], row);
    }
    return rows;
  }
}
