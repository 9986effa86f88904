package org.cloister.identity;

import java.util.Optional;
import java.util.OptionalLong;
import org.cloister.model.Bytes;

/** The way to one peer: what it challenged this party with. Belongs to its {@link Links}. */
final class Outgoing {
  private Optional<Bytes> asked = Optional.empty();
  private Optional<Bytes> challenge = Optional.empty();
  private OptionalLong first = OptionalLong.empty();

  Optional<Bytes> challenge() {
    return challenge;
  }

  /** What to ask the peer with; the same until it answers. */
  Bytes ask(java.util.function.Supplier<Bytes> fresh) {
    Bytes nonce = asked.orElseGet(fresh);
    asked = Optional.of(nonce);
    return nonce;
  }

  boolean asked(Bytes nonce) {
    return asked.isPresent() && asked.get().equals(nonce);
  }

  void answered(Bytes given) {
    asked = Optional.empty();
    challenge = Optional.of(given);
    first = OptionalLong.empty();
  }

  /** The number of the first message for this challenge, of which this is one. */
  long first(long sequence) {
    long known = first.orElse(sequence);
    first = OptionalLong.of(known);
    return known;
  }

  /** The peer began anew and knows nothing of its challenge. */
  void forget() {
    challenge = Optional.empty();
  }
}
