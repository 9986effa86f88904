package org.cloister.plugins.secagg;

import org.cloister.crypto.ExchangeKey;
import org.cloister.crypto.Hkdf;
import org.cloister.crypto.MaskStream;
import org.cloister.crypto.SecretBytes;
import org.cloister.model.Bytes;

/**
 * Every key of a session, by HKDF over a transcript: none is ever used in another session, between
 * other parties or for something else. Those of two sites are {@link Channel}'s and {@link Pair}'s.
 */
final class Derivations {
  private static final int KEY_BYTES = 32;

  private Derivations() {}

  static SecretBytes key(SecretBytes secret, Bytes transcript, Bytes info) {
    return Hkdf.derive(secret, transcript.toArray(), info.toArray(), KEY_BYTES);
  }

  /** The key that a site masks with; all of it follows from the seed, which the others share. */
  static ExchangeKey maskKey(SecretBytes seed, Terms terms) {
    try (SecretBytes derived = key(seed, terms.transcript(), Transcript.of("mask key").finish())) {
      return terms.suite().exchangeKeyFromSeed(derived);
    }
  }

  /** The mask of a site's own. */
  static MaskStream selfMask(SecretBytes seed, Bytes transcript, int site) {
    Bytes info = Transcript.of("self mask").add(site).finish();
    try (SecretBytes derived = key(seed, transcript, info)) {
      return new MaskStream(derived);
    }
  }
}
