package org.cloister.node;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.cloister.engine.Message;

/** Which round and node an ask belongs to, as the coordinator said. Safe for concurrent use. */
final class AskBook {
  /** Far more than a party is ever asked before it is told what became of the first. */
  private static final int MOST = 1 << 12;

  private final Map<Long, About> asks =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, About> eldest) {
          return size() > MOST;
        }
      };

  /** What an ask is about. */
  record About(int round, String node) {
    static final About NOTHING = new About(0, "");
  }

  /** Remembers what a message asks for. */
  synchronized void heard(Message message) {
    if (message instanceof Message.Ask ask) {
      asks.put(ask.ask(), new About(ask.round(), ask.node()));
    } else if (message instanceof Message.Compute compute) {
      asks.put(compute.ask(), new About(compute.round(), compute.computation()));
    }
  }

  /** What an ask is about; nothing if it was never heard. */
  synchronized About about(long ask) {
    return asks.getOrDefault(ask, About.NOTHING);
  }

  /** Which ask a participant's message answers. */
  static OptionalLong ask(Message message) {
    if (message instanceof Message.Answer m) {
      return OptionalLong.of(m.ask());
    } else if (message instanceof Message.Refused m) {
      return OptionalLong.of(m.ask());
    } else if (message instanceof Message.SessionStep m) {
      return OptionalLong.of(m.ask());
    } else if (message instanceof Message.Computed m) {
      return OptionalLong.of(m.ask());
    }
    return OptionalLong.empty();
  }
}
