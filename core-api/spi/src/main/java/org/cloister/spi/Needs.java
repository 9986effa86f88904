package org.cloister.spi;

/**
 * What a trainer needs beside an objective; the job is refused before it starts where it cannot be
 * had.
 *
 * @param secondOrder objectives that are {@link SecondOrder}
 * @param episodes {@link TrainingTask#episodes()}
 */
public record Needs(boolean secondOrder, boolean episodes) {
  private static final Needs NOTHING = new Needs(false, false);

  /** Nothing. */
  public static Needs nothing() {
    return NOTHING;
  }
}
