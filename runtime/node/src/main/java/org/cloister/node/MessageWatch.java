package org.cloister.node;

import org.cloister.engine.Message;

/**
 * Somebody who watches what a party says and hears, to tell a person what is waited for. Called on
 * the party's threads, possibly several at a time; must return at once and not throw.
 */
public interface MessageWatch {

  /** The party says something to {@code peer}. */
  void said(String peer, Message message);

  /** The party hears something of {@code peer}. */
  void heard(String peer, Message message);

  /** Watches nothing. */
  static MessageWatch none() {
    return new MessageWatch() {
      @Override
      public void said(String peer, Message message) {}

      @Override
      public void heard(String peer, Message message) {}
    };
  }
}
