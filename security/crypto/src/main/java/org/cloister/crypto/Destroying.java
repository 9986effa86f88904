package org.cloister.crypto;

import javax.security.auth.DestroyFailedException;
import javax.security.auth.Destroyable;

/** Wipes what the cryptographic library made. */
final class Destroying {
  private Destroying() {}

  static void destroy(Destroyable secret) {
    try {
      secret.destroy();
    } catch (DestroyFailedException e) {
      throw new IllegalStateException("A secret of the library must be one that it wipes.", e);
    }
  }
}
