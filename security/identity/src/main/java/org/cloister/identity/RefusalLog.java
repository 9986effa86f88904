package org.cloister.identity;

/** Hears why messages were refused. Any thread; must return at once and not throw. */
@FunctionalInterface
public interface RefusalLog {

  /**
   * Something was refused.
   *
   * @param from who it is said to come from; not known to be true
   */
  void refused(String from, RefusalReason reason);

  /** Tells nobody. */
  static RefusalLog none() {
    return (from, reason) -> {};
  }
}
