package org.cloister.host;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cloister.guard.BundleVersion;
import org.cloister.model.CloisterException;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;
import org.cloister.model.PluginPin;
import org.cloister.spi.Role;

/**
 * The generations that new leases are taken from: one immutable list, replaced as a whole, so that
 * a lease never waits for a swap and never sees half of one.
 */
final class Registry {
  private volatile List<Generation> published = List.of();

  /** Swapped out, but some lease is still open: a round that pinned one goes on with it. */
  private volatile List<Generation> retiring = List.of();

  private record Candidate(Generation generation, Offer offer) {}

  List<Generation> published() {
    return published;
  }

  /** Whether a bundle of exactly these bytes is published. */
  boolean serves(Digest digest) {
    return published.stream().anyMatch(generation -> generation.facts().digest().equals(digest));
  }

  synchronized void add(Generation fresh) {
    List<Generation> next = new ArrayList<>(published);
    next.add(fresh);
    next.sort(Comparator.comparing(generation -> generation.facts().fileName()));
    published = List.copyOf(next);
  }

  /**
   * Adds a generation and takes another one away in the same instant. False if the old one was
   * withdrawn before; then somebody else takes it down.
   */
  synchronized boolean replace(Generation old, Generation fresh) {
    List<Generation> next = new ArrayList<>(published);
    boolean replaced = next.remove(old);
    if (replaced) {
      List<Generation> leaving = new ArrayList<>(retiring);
      leaving.add(old);
      retiring = List.copyOf(leaving);
    }
    next.add(fresh);
    next.sort(Comparator.comparing(generation -> generation.facts().fileName()));
    published = List.copyOf(next);
    return replaced;
  }

  /**
   * Takes a generation away that nobody can use, after {@code first} was run. False, and nothing is
   * done, if it was not published any more.
   */
  synchronized boolean withdraw(Generation unusable, Runnable first) {
    List<Generation> next = new ArrayList<>(published);
    if (!next.remove(unusable)) {
      return false;
    }
    first.run();
    published = List.copyOf(next);
    return true;
  }

  /** Forgets a generation that is taken down. */
  synchronized void retired(Generation old) {
    List<Generation> left = new ArrayList<>(retiring);
    left.remove(old);
    retiring = List.copyOf(left);
  }

  synchronized void clear() {
    published = List.of();
    retiring = List.of();
  }

  /** A lease on exactly that code; empty if no generation of it is there any more. */
  <R extends Role> Optional<Lease<R>> lease(Class<R> type, PluginPin pin) {
    List<Generation> there = new ArrayList<>(published);
    there.addAll(retiring);
    for (Generation generation : there) {
      for (Offer offer : generation.offers()) {
        if (offer.type().type() == type && offer.pin().equals(pin) && generation.acquire()) {
          return Optional.of(new Lease<>(pin, generation, type.cast(offer.role())));
        }
      }
    }
    return Optional.empty();
  }

  /** A lease on the highest version in the range; empty if no bundle offers such a role. */
  <R extends Role> Optional<Lease<R>> lease(Class<R> type, String id, VersionRange range) {
    while (true) {
      List<Candidate> best = best(type, id, range);
      if (best.isEmpty()) {
        return Optional.empty();
      }
      requireOne(best);
      Candidate chosen = best.get(0);
      // A generation that was swapped out since the list was read is gone from the next list.
      if (chosen.generation().acquire()) {
        return Optional.of(
            new Lease<>(
                chosen.offer().pin(), chosen.generation(), type.cast(chosen.offer().role())));
      }
      Thread.onSpinWait();
    }
  }

  /** All offers of a role, whatever their id. */
  List<Offer> offers(Class<?> type) {
    return published.stream()
        .flatMap(generation -> generation.offers().stream())
        .filter(offer -> offer.type().type() == type)
        .toList();
  }

  private List<Candidate> best(Class<?> type, String id, VersionRange range) {
    List<Candidate> best = new ArrayList<>();
    for (Generation generation : published) {
      BundleVersion version = generation.facts().version();
      if (!range.includes(version)) {
        continue;
      }
      for (Offer offer : generation.offers()) {
        if (offer.type().type() == type && offer.pin().id().equals(id)) {
          int order = best.isEmpty() ? 0 : version.compareTo(best.get(0).offer().version());
          if (order > 0) {
            best.clear();
          }
          if (order >= 0) {
            best.add(new Candidate(generation, offer));
          }
        }
      }
    }
    return best;
  }

  private static void requireOne(List<Candidate> best) {
    if (best.size() > 1) {
      Offer offer = best.get(0).offer();
      String files =
          best.stream()
              .map(candidate -> candidate.generation().facts().fileName())
              .collect(Collectors.joining(" and "));
      throw new CloisterException(
          ErrorCode.PLUGIN_AMBIGUOUS,
          "The "
              + offer.type().label()
              + " "
              + offer.pin().id()
              + " must come from one bundle, but version "
              + offer.version()
              + " of it is in "
              + files
              + ". Remove one of the files, or give one of them another version.");
    }
  }
}
