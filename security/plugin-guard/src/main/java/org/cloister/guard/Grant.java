package org.cloister.guard;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a bundle may see beyond {@code org.cloister.model} and {@code org.cloister.spi}. */
public enum Grant {
  /** The few packages of ND4J that neural networks compute with. They reach native memory. */
  ND4J,
  /** {@code org.cloister.spi.protection}: the tier that handles masks and noise. */
  PROTECTION;

  /** The word for it in {@code conf/grants.yaml}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<Grant> ofWord(String word) {
    return Arrays.stream(values()).filter(grant -> grant.word().equals(word)).findFirst();
  }
}
