package org.cloister.ledger.entry;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cloister.model.Digest;

/**
 * What a step of a round consisted of. Its digest stands in the aggregate's entry, and all of it
 * stands on the log, so that anybody can compute it again with {@code sha256sum}: it is over lines
 * of text, each ending with a line feed: {@code cloister-transcript/1}; origin; job; round; step;
 * the round's terms; the round's base; echo; key messages; survivors; and for each input, by
 * ascending name, {@code PARTICIPANT DIGEST-OF-WHAT-IT-SENT}. What is absent is {@code -}.
 *
 * @param at the round
 * @param step the step in it
 * @param terms as in the round's opening
 * @param base as in the round's opening
 * @param messages of the route's protocol
 * @param updates what each participant sent whose contribution is an input
 */
public record Transcript(
    JobRound at,
    String step,
    Digest terms,
    Optional<Digest> base,
    ProtocolMessages messages,
    SortedMap<String, Digest> updates) {

  /** Copies the map. */
  public Transcript {
    updates = Collections.unmodifiableSortedMap(new TreeMap<>(updates));
  }

  /** The lines. */
  public String text() {
    StringBuilder out = new StringBuilder("cloister-transcript/1\n");
    out.append(at.origin()).append('\n');
    out.append(at.job()).append('\n');
    out.append(at.round()).append('\n');
    out.append(step).append('\n');
    out.append(terms).append('\n');
    line(out, base);
    line(out, messages.echo());
    line(out, messages.keyMessages());
    line(out, messages.survivors());
    for (Map.Entry<String, Digest> update : updates.entrySet()) {
      out.append(update.getKey()).append(' ').append(update.getValue()).append('\n');
    }
    return out.toString();
  }

  /** SHA-256 of the lines in UTF-8. */
  public Digest digest() {
    return Digest.of(text());
  }

  private static void line(StringBuilder out, Optional<Digest> digest) {
    out.append(digest.map(Digest::toString).orElse("-")).append('\n');
  }
}
