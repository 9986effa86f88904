package org.cloister.engine;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.cloister.spi.ServerState;

/**
 * Where a job stands between two rounds, together with its history up to here. Nothing is under way
 * then but answers that may come late. It is whole only with what each site of {@link #committed}
 * remembers since that ask; see {@link Effect.Remember}.
 *
 * @param round how many rounds are complete; 0 when only the start is
 * @param events how many events the history has up to here, those of child workflows among them
 * @param number the last number that was given to an ask; those after it are free
 * @param model the current model, as it is sent; empty if the job has none yet
 * @param server what the aggregator remembers
 * @param values the last value of each result, by its plain name and by {@code node.name}
 * @param committed the last ask that a site was told to commit, by site
 */
public record Checkpoint(
    int round,
    long events,
    long number,
    Optional<Message.Broadcast> model,
    ServerState server,
    Map<String, Double> values,
    Map<String, Long> committed) {

  /** Copies the maps. */
  public Checkpoint {
    values = Collections.unmodifiableMap(new TreeMap<>(values));
    committed = Collections.unmodifiableMap(new TreeMap<>(committed));
  }
}
