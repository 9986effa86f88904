package org.cloister.app.run;

import java.util.HashSet;
import java.util.Set;
import org.cloister.engine.Message;
import org.cloister.node.MessageWatch;

/**
 * Which sites are ready, and which have answered the question that the coordinator asked last, seen
 * from its messages. On routes with sessions a site has answered when it has sent its vector.
 */
final class Answers implements MessageWatch {

  private final Set<String> ready = new HashSet<>();
  private final Set<String> asked = new HashSet<>();
  private final Set<String> answered = new HashSet<>();
  private long ask = -1;
  private String node = "";

  /** A question and how far its answers are. */
  record Standing(String node, int answered, int expected) {}

  @Override
  public synchronized void said(String peer, Message message) {
    if (message instanceof Message.Ask to) {
      ask(to.ask(), to.node(), peer);
    } else if (message instanceof Message.Compute to) {
      ask(to.ask(), to.computation(), peer);
    }
  }

  private void ask(long number, String about, String peer) {
    if (number != ask) {
      ask = number;
      node = about;
      asked.clear();
      answered.clear();
    }
    asked.add(peer);
  }

  @Override
  public synchronized void heard(String peer, Message message) {
    if (message instanceof Message.Join) {
      ready.add(peer);
    } else if (message instanceof Message.Leave) {
      ready.remove(peer);
    } else if (ask >= 0 && about(message) == ask) {
      answered.add(peer);
    }
  }

  private static long about(Message message) {
    if (message instanceof Message.Answer m) {
      return m.ask();
    } else if (message instanceof Message.Refused m) {
      return m.ask();
    } else if (message instanceof Message.Computed m) {
      return m.ask();
    } else if (message instanceof Message.SessionStep m) {
      return m.message().vector().isPresent() ? m.ask() : -1;
    }
    return -1;
  }

  synchronized int ready() {
    return ready.size();
  }

  /** The last question; nothing if there was none, or all have answered it. */
  synchronized Standing standing() {
    return answered.size() >= asked.size()
        ? new Standing("", 0, 0)
        : new Standing(node, answered.size(), asked.size());
  }
}
