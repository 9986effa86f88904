package org.cloister.node;

import org.cloister.engine.Message;

/** Where a driver leaves its messages; returns at once, and delivery may fail silently. */
public interface Outbox {
  /** Takes a message for {@code to}. */
  void send(String to, Message message);
}
