package org.cloister.node;

import org.cloister.model.CloisterException;

/** A machine threw in a step. */
final class BrokenMachine extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BrokenMachine(Throwable cause) {
    super(
        "A step of the workflow failed with "
            + cause.getClass().getSimpleName()
            + (cause instanceof CloisterException e ? ": " + e.describe() : "."),
        cause);
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
