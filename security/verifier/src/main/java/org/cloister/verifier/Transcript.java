package org.cloister.verifier;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;

/**
 * The transcript of a step, computed again from the log: SHA-256 over lines of text, {@code
 * cloister-transcript/1}, origin, job, round, step, terms, base, echo, key messages, survivors, and
 * each input's participant and digest in the order of names; {@code -} for what is absent. The echo
 * is the digest of the opening of the round, which its sites were shown under one head.
 */
final class Transcript {
  private Transcript() {}

  static void check(Value.Obj aggregate, Rounds.Opening round, SortedMap<String, Hash> updates)
      throws Refused {
    if (aggregate.has("echo") && !round.echo().equals(References.digest(aggregate.text("echo")))) {
      throw new Refused(
          Code.TRANSCRIPT_MISMATCH, "its echo is not the digest of its round's opening");
    }
    StringBuilder text = new StringBuilder("cloister-transcript/1\n");
    text.append(aggregate.text("origin")).append('\n');
    text.append(aggregate.text("job")).append('\n');
    text.append(aggregate.count("round")).append('\n');
    text.append(aggregate.text("step")).append('\n');
    text.append("sha256:").append(round.terms().hex()).append('\n');
    Hash base = round.base();
    text.append(base == null ? "-" : "sha256:" + base.hex()).append('\n');
    for (String member : new String[] {"echo", "key_messages", "survivors"}) {
      text.append(aggregate.has(member) ? aggregate.text(member) : "-").append('\n');
    }
    for (Map.Entry<String, Hash> update : updates.entrySet()) {
      text.append(update.getKey()).append(" sha256:").append(update.getValue().hex()).append('\n');
    }
    Hash hash = Hash.of(text.toString().getBytes(StandardCharsets.UTF_8));
    if (!hash.equals(References.digest(aggregate.text("transcript")))) {
      throw new Refused(
          Code.TRANSCRIPT_MISMATCH, "its transcript is not that of the entries that it names");
    }
  }
}
