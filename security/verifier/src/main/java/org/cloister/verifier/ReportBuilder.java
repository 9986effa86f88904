package org.cloister.verifier;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a verification writes down while it goes on. */
final class ReportBuilder {
  final Findings findings = new Findings();
  final Checked checked = new Checked();
  private final Policy policy;
  private final Map<String, String> facts = new LinkedHashMap<>();

  ReportBuilder(Policy policy) {
    this.policy = policy;
  }

  /** Reads a checkpoint, and notes what it says. */
  @Nullable SignedHead head(byte[] bytes, String where) {
    SignedHead head = SignedHead.check(bytes, policy, findings, where);
    if (head == null) {
      return null;
    }
    facts.put("origin", head.checkpoint().origin());
    facts.put("size", Long.toString(head.checkpoint().size()));
    facts.put("root", "sha256:" + head.checkpoint().root().hex());
    if (head.newest() >= 0) {
      facts.put("newest cosignature", time(head.newest()));
    }
    checked.add("signatures of the log on the checkpoint", head.logKeys().size());
    List<Vkey> second = head.secondKeys();
    if (!second.isEmpty()) {
      facts.put(
          "second line of the log",
          second.stream().map(Vkey::words).sorted().collect(Collectors.joining(", ")));
    }
    checked.add("cosignatures of different witnesses on the checkpoint", head.cosigners().size());
    return head;
  }

  /** Whether enough witnesses cosigned, and what that leaves open. */
  void quorum(SignedHead head, String where) {
    if (!policy.asksForWitnesses()) {
      checked.not(
          "Witnesses: the policy asks for none, so another history may have been shown to others.");
    } else if (!policy.quorum().isMetBy(head.cosigners())) {
      findings.add(
          Code.QUORUM_MISSING,
          where,
          "the policy asks for "
              + policy.quorum().words()
              + "; "
              + head.cosigners().size()
              + " known witnesses cosigned");
    }
  }

  Report build(String subject) {
    List<Finding> all = new ArrayList<>();
    for (Code.Kind kind : Code.Kind.values()) {
      all.addAll(findings.kept(kind));
    }
    List<String> keys = new ArrayList<>();
    policy.logs().forEach(key -> keys.add("log " + key.words()));
    policy.witnesses().forEach(key -> keys.add("witness " + key.words()));
    keys.add("quorum " + (policy.asksForWitnesses() ? policy.quorum().words() : "none"));
    return new Report(
        StrictText.printable(subject),
        findings.verdict(),
        facts,
        keys,
        checked.counts(),
        checked.notChecked(),
        findings.counts(),
        all);
  }

  /** A time for people; seconds beyond what a calendar holds stay seconds. */
  static String time(long seconds) {
    return seconds <= Instant.MAX.getEpochSecond()
        ? Instant.ofEpochSecond(seconds).toString()
        : seconds + " s";
  }
}
