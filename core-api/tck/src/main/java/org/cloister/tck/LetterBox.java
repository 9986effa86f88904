package org.cloister.tck;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.cloister.spi.protection.Stage.Letter;

/** Messages under way: in the order in which they were sent, or in one of chance. */
final class LetterBox {

  private final Deque<Letter> inOrder = new ArrayDeque<>();
  private final List<Letter> shuffled = new ArrayList<>();
  private Optional<SplittableRandom> chance = Optional.empty();

  void shuffle(SplittableRandom from) {
    chance = Optional.of(from);
    shuffled.addAll(inOrder);
    inOrder.clear();
  }

  void add(Letter letter) {
    if (chance.isPresent()) {
      shuffled.add(letter);
    } else {
      inOrder.add(letter);
    }
  }

  /** Loses all that {@code party} sent. */
  void forget(String party) {
    inOrder.removeIf(letter -> letter.from().equals(party));
    shuffled.removeIf(letter -> letter.from().equals(party));
  }

  Optional<Letter> next() {
    if (chance.isEmpty()) {
      return Optional.ofNullable(inOrder.poll());
    }
    return shuffled.isEmpty()
        ? Optional.empty()
        : Optional.of(shuffled.remove(chance.get().nextInt(shuffled.size())));
  }
}
