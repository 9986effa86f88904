package org.cloister.spi;

/** The trainer's line to the host. */
public interface Progress {

  /** Says how far it is; cheap enough for every step. */
  void report(long step, double loss);

  /**
   * Whether nobody waits for the result any more; a trainer looks at least once a second and then
   * returns early or throws {@link InterruptedException}.
   */
  boolean cancelled();

  /** Hears nothing, never cancels. */
  static Progress none() {
    return new Progress() {
      @Override
      public void report(long step, double loss) {}

      @Override
      public boolean cancelled() {
        return false;
      }
    };
  }
}
