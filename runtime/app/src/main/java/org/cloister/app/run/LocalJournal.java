package org.cloister.app.run;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.cloister.app.state.SessionJournal;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;

/**
 * The journal of a party that does not outlive this process: its sessions do not either. Safe for
 * any thread.
 */
final class LocalJournal implements SessionJournal {
  private final Map<String, Bytes> ofTheJob = new HashMap<>();
  private final TreeMap<Integer, Map<String, Bytes>> rounds = new TreeMap<>();

  private Map<String, Bytes> entries(int round) {
    if (round < 0) {
      return ofTheJob;
    }
    rounds.headMap(round).clear();
    return rounds.computeIfAbsent(round, number -> new HashMap<>());
  }

  private static String key(Digest context, String name) {
    return context.hex() + "/" + name;
  }

  @Override
  public synchronized void add(int round, Digest context, String name, Bytes entry) {
    CloisterException.require(
        entries(round).putIfAbsent(key(context, name), entry) == null,
        ErrorCode.PROTECTION_REFUSED,
        "An entry of a session's journal must be written once.");
  }

  @Override
  public synchronized Optional<Bytes> entry(int round, Digest context, String name) {
    return Optional.ofNullable(entries(round).get(key(context, name)));
  }
}
