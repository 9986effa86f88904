package org.cloister.ledger.log;

/** Is told what somebody should look after; called on the writer's thread, must not throw. */
@FunctionalInterface
public interface LedgerListener {

  /** Only so many bytes are free; the ledger still works. Each time it falls below the bound. */
  void nearlyFull(long usableBytes);

  /** Tells nobody. */
  static LedgerListener none() {
    return usableBytes -> {};
  }
}
