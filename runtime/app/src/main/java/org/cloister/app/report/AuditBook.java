package org.cloister.app.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What an audit report shows of a ledger, folded from its entries in order. It keeps what a person
 * can read and counts the rest, so that its size does not follow the ledger's.
 */
final class AuditBook {

  /** The most lines of each list. */
  static final int LINES = 2000;

  /** Lines that are shown, and how many there were. */
  static final class Kept {
    private final List<JsonNode> lines = new ArrayList<>();
    private long count;

    private void add(JsonNode entry) {
      count++;
      if (lines.size() < LINES) {
        lines.add(entry);
      }
    }

    List<JsonNode> lines() {
      return lines;
    }

    long count() {
      return count;
    }
  }

  /** One round of one job. */
  static final class Round {
    private final Set<String> contributed = new TreeSet<>();
    private final Set<String> dropped = new TreeSet<>();
    private long contributions;
    private String route = "";
    private String model = "";
    private long opened = -1;
    private boolean released;

    Set<String> contributed() {
      return contributed;
    }

    Set<String> dropped() {
      return dropped;
    }

    long contributions() {
      return contributions;
    }

    String route() {
      return route;
    }

    /** The digest of the newest model that an aggregate of this round made; empty for none. */
    String model() {
      return model;
    }

    /** The position of its opening; -1 if there is none. */
    long opened() {
      return opened;
    }

    boolean released() {
      return released;
    }
  }

  private final Map<String, Long> types = new TreeMap<>();
  private final Map<String, NavigableMap<Long, Round>> jobs = new TreeMap<>();
  private final Map<String, JsonNode> privacy = new TreeMap<>();
  private final Map<String, Kept> lists = new TreeMap<>();
  private JsonNode genesis = MissingNode.getInstance();
  private JsonNode first = genesis;
  private JsonNode last = genesis;
  private long rounds;

  /** The next entry. */
  void add(JsonNode entry) {
    String type = entry.path("type").asText();
    JsonNode body = entry.path("body");
    types.merge(type, 1L, Long::sum);
    if (first.isMissingNode()) {
      first = entry;
    }
    last = entry;
    switch (type) {
      case "genesis" -> genesis = body;
      case "round-open" -> opened(entry, body);
      case "contribution" -> contributed(body);
      case "aggregate" -> aggregated(body);
      case "model-release" -> releasedModel(entry, body);
      case "dp-charge" -> charged(body.path("party").asText(), body);
      case "evaluation", "heartbeat", "archive" -> {} // counted
      default -> keep(type, entry);
    }
  }

  private void keep(String type, JsonNode entry) {
    lists.computeIfAbsent(type, key -> new Kept()).add(entry);
  }

  private Round round(JsonNode body) {
    NavigableMap<Long, Round> of =
        jobs.computeIfAbsent(body.path("job").asText(), job -> new TreeMap<>());
    long number = body.path("round").asLong();
    Round known = of.get(number);
    if (known != null) {
      return known;
    }
    rounds++;
    Round added = new Round();
    if (rounds <= LINES) {
      of.put(number, added);
    }
    return added;
  }

  private void opened(JsonNode entry, JsonNode body) {
    Round round = round(body);
    round.opened = entry.path("seq").asLong();
    round.route = body.path("route").asText();
  }

  private void contributed(JsonNode body) {
    Round round = round(body);
    round.contributions++;
    round.contributed.add(body.path("participant").asText());
    charged(body.path("participant").asText(), body);
  }

  private void aggregated(JsonNode body) {
    Round round = round(body);
    body.path("dropouts").forEach(party -> round.dropped.add(party.asText()));
    if (body.hasNonNull("model")) {
      round.model = body.path("model").asText();
    }
  }

  private void releasedModel(JsonNode entry, JsonNode body) {
    keep("model-release", entry);
    String model = body.path("model").asText();
    NavigableMap<Long, Round> of = jobs.getOrDefault(body.path("job").asText(), new TreeMap<>());
    Map.Entry<Long, Round> newest = of.lastEntry();
    if (newest != null && newest.getValue().model.equals(model)) {
      newest.getValue().released = true;
    }
  }

  private void charged(String party, JsonNode body) {
    if (body.hasNonNull("privacy")) {
      privacy.put(party, body.path("privacy"));
    }
  }

  /** How many entries there are of each type. */
  Map<String, Long> types() {
    return types;
  }

  /** Rounds by job. */
  Map<String, NavigableMap<Long, Round>> jobs() {
    return jobs;
  }

  /** How many rounds there are, shown or not. */
  long rounds() {
    return rounds;
  }

  /** What each party said last of its privacy. */
  Map<String, JsonNode> privacy() {
    return privacy;
  }

  /** The entries of a type that is listed. */
  Kept list(String type) {
    return lists.getOrDefault(type, new Kept());
  }

  /** The body of the genesis; missing if there is none. */
  JsonNode genesis() {
    return genesis;
  }

  /** The time of the first entry, as the coordinator says. */
  String began() {
    return first.path("time").asText();
  }

  /** The time of the last entry, as the coordinator says. */
  String ended() {
    return last.path("time").asText();
  }
}
