package org.cloister.host;

import org.cloister.model.Quoted;

/** Parts of messages that several rooms of the host need. */
final class Sentences {
  private static final int MAX_LENGTH = 300;

  private Sentences() {}

  static String refused(String fileName) {
    return "The bundle " + Quoted.of(fileName) + " is refused: ";
  }

  /** Text from outside on one line, without control characters, not too long. */
  static String cut(String text) {
    String line = text.replaceAll("[\\p{Cntrl}\\p{Cf}\\s]+", " ").strip();
    return line.length() <= MAX_LENGTH ? line : line.substring(0, MAX_LENGTH) + "...";
  }
}
