package org.cloister.app.run;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;

/**
 * The journal of sessions whose parties all live in this process. Keeps the latest entries only:
 * the secrets of older sessions are wiped, so that there is nothing to answer with. Safe for any
 * thread.
 */
final class LocalJournal {
  private static final int MOST = 4096;

  private final Map<String, Bytes> entries = new LinkedHashMap<>();

  synchronized void add(String name, Bytes entry) {
    CloisterException.require(
        entries.putIfAbsent(name, entry) == null,
        ErrorCode.PROTECTION_REFUSED,
        "An entry of a session's journal must be written once.");
    if (entries.size() > MOST) {
      Iterator<String> oldest = entries.keySet().iterator();
      oldest.next();
      oldest.remove();
    }
  }

  synchronized Optional<Bytes> entry(String name) {
    return Optional.ofNullable(entries.get(name));
  }
}
