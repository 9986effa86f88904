package org.cloister.engine.rehearsal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cloister.engine.Checkpoint;
import org.cloister.engine.Resumption;
import org.cloister.engine.SiteMemory;
import org.cloister.engine.wire.Encoded;
import org.cloister.engine.wire.StateCodec;
import org.cloister.spi.Event;

/** What is on the disks of a federation when it is cut off; it went there as bytes. */
final class Kept {
  private final List<Checkpoint> checkpoints = new ArrayList<>();
  private final Map<String, Map<Long, SiteMemory>> memories = new HashMap<>();

  void save(Checkpoint checkpoint) {
    Encoded bytes = StateCodec.encode(checkpoint);
    checkpoints.add(StateCodec.checkpoint(bytes.header(), bytes.floats()));
  }

  void remember(String site, long ask, SiteMemory memory) {
    Encoded bytes = StateCodec.encode(new StateCodec.Remembered(ask, memory));
    StateCodec.Remembered read = StateCodec.memory(bytes.header(), bytes.floats());
    memories.computeIfAbsent(site, name -> new HashMap<>()).put(read.ask(), read.memory());
  }

  /** The newest checkpoint for which every site has what it committed. */
  Optional<Checkpoint> newest() {
    for (int i = checkpoints.size() - 1; i >= 0; i--) {
      Checkpoint checkpoint = checkpoints.get(i);
      if (checkpoint.committed().entrySet().stream()
          .allMatch(
              named ->
                  memories.getOrDefault(named.getKey(), Map.of()).containsKey(named.getValue()))) {
        return Optional.of(checkpoint);
      }
    }
    return Optional.empty();
  }

  List<Checkpoint> checkpoints() {
    return List.copyOf(checkpoints);
  }

  static Optional<Resumption> from(Optional<Checkpoint> checkpoint, List<Event> history) {
    return checkpoint.map(
        at -> new Resumption(at, history.subList(0, Math.toIntExact(at.events()))));
  }

  Map<String, SiteMemory> memories(Checkpoint checkpoint) {
    Map<String, SiteMemory> named = new HashMap<>();
    checkpoint
        .committed()
        .forEach(
            (site, ask) ->
                named.put(
                    site,
                    memories.getOrDefault(site, Map.of()).getOrDefault(ask, SiteMemory.blank())));
    return named;
  }
}
