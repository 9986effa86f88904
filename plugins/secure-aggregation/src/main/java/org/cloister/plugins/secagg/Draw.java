package org.cloister.plugins.secagg;

import java.util.List;
import org.cloister.model.Bytes;

/**
 * The graph that all commitments and openings give, which nobody can know before the last one that
 * is honest was opened: the coordinator and its sites are bound by then.
 *
 * @param graph over the sites that opened
 * @param transcript what all of them must have seen
 */
record Draw(RingGraph graph, Bytes transcript) {

  /** Needs more openings than the degree. */
  static Draw of(Terms terms, List<Commitment> commitments, List<Opening> openings) {
    Transcript seen = Transcript.of("draw").add(terms.transcript()).add(commitments.size());
    commitments.forEach(c -> seen.add(c.site()).add(c.value()).add(c.keys()));
    seen.add(openings.size());
    openings.forEach(o -> seen.add(o.site()).add(o.value()));
    Bytes transcript = seen.finish();
    Bytes seed = Transcript.of("graph").add(transcript).finish();
    List<Integer> sites = openings.stream().map(Opening::site).toList();
    int degree = terms.sparse().orElseThrow().degree();
    return new Draw(RingGraph.drawn(sites, degree, seed), transcript);
  }
}
