package org.cloister.plugins.secagg;

import java.util.List;
import java.util.Set;
import org.cloister.model.Bytes;

/**
 * All who dealt, each with the digest that it signed: what every site knows of those who are not
 * its neighbours.
 *
 * @param entries in the order of the roster
 */
record DealerRoll(List<Entry> entries) {

  /** One dealer. */
  record Entry(int dealer, Bytes statement) {
    private static Entry read(BodyReader in) {
      return new Entry(in.site(), in.digest());
    }
  }

  /** Copies the list. */
  DealerRoll {
    entries = List.copyOf(entries);
  }

  /** {@code keys} is the transcript of the keys. */
  static DealerRoll of(Bytes keys, List<Dealing> dealings) {
    return new DealerRoll(
        dealings.stream().map(d -> new Entry(d.dealer(), d.statement(keys))).toList());
  }

  List<Integer> dealers() {
    return entries.stream().map(Entry::dealer).toList();
  }

  /** Those of them that are among {@code sites}. */
  List<Entry> among(List<Integer> sites) {
    Set<Integer> chosen = Set.copyOf(sites);
    return entries.stream().filter(entry -> chosen.contains(entry.dealer())).toList();
  }

  /** The session from here on: its keys, and the shares that were dealt. */
  Bytes transcript(Bytes keys) {
    Transcript transcript = Transcript.of("dealt").add(keys).add(entries.size());
    entries.forEach(entry -> transcript.add(entry.dealer()).add(entry.statement()));
    return transcript.finish();
  }

  void write(BodyWriter out) {
    out.number(entries.size());
    entries.forEach(entry -> out.number(entry.dealer()).fixed(entry.statement()));
  }

  static DealerRoll read(BodyReader in) {
    return new DealerRoll(in.list(Entry::read));
  }
}
