package org.cloister.host;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.cloister.guard.BundleFacts;
import org.cloister.model.PluginPin;
import org.osgi.framework.Bundle;

/**
 * One installed version of a bundle and the leases on it. Counts references: one for being
 * published, one for each lease. Once the count is 0 it stays 0, so a version whose last lease was
 * closed after it was unpublished can be taken down safely.
 */
final class Generation {
  private final BundleFacts facts;
  private final Bundle bundle;
  private final List<PluginPin> pins;
  private final AtomicInteger references = new AtomicInteger(1);
  private final CompletableFuture<Void> drained = new CompletableFuture<>();
  private final List<Offer> offers;
  private final FirstUse firstUse;
  private final boolean computes;

  Generation(
      BundleFacts facts, Bundle bundle, List<Offer> offers, FirstUse firstUse, boolean computes) {
    this.facts = facts;
    this.bundle = bundle;
    this.firstUse = firstUse;
    this.computes = computes;
    this.offers = List.copyOf(offers);
    this.pins = offers.stream().map(Offer::pin).toList();
  }

  BundleFacts facts() {
    return facts;
  }

  Bundle bundle() {
    return bundle;
  }

  List<Offer> offers() {
    return offers;
  }

  AdmittedPlugin described() {
    return new AdmittedPlugin(facts, pins, firstUse.isDone());
  }

  /** What must be settled before a role of it is used. */
  FirstUse firstUse() {
    return firstUse;
  }

  /** Whether its first use starts ND4J, which takes long. */
  boolean computes() {
    return computes;
  }

  /** Takes a reference, or returns false if this generation is on its way out. */
  boolean acquire() {
    int count = references.get();
    while (count > 0) {
      if (references.compareAndSet(count, count + 1)) {
        return true;
      }
      count = references.get();
    }
    return false;
  }

  /** Gives a reference back; the publisher's own when it is no longer published. */
  void release() {
    if (references.decrementAndGet() == 0) {
      drained.complete(null);
    }
  }

  /** Completed by the last release. */
  CompletableFuture<Void> drained() {
    return drained;
  }
}
