package org.cloister.tck;

/**
 * What an attack of this kit found out by itself, or why it could not: fails its case in these
 * words.
 */
final class Unfit extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String why;

  Unfit(String why) {
    super(why);
    this.why = why;
  }

  String why() {
    return why;
  }
}
