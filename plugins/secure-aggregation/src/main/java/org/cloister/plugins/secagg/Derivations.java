package org.cloister.plugins.secagg;

import org.cloister.crypto.AgreementKey;
import org.cloister.crypto.CryptoSuite;
import org.cloister.crypto.Hkdf;
import org.cloister.crypto.MaskStream;
import org.cloister.crypto.SecretBytes;
import org.cloister.model.Bytes;

/**
 * Every key of a session, by HKDF over a transcript: none is ever used in another session, between
 * other parties or for something else.
 */
final class Derivations {
  private static final int KEY_BYTES = 32;

  private Derivations() {}

  private static SecretBytes key(SecretBytes secret, Bytes transcript, Bytes info) {
    return Hkdf.derive(secret, transcript.toArray(), info.toArray(), KEY_BYTES);
  }

  /** The key that a site masks with; all of it follows from the seed, which the others share. */
  static AgreementKey maskKey(SecretBytes seed, Terms terms) {
    try (SecretBytes derived = key(seed, terms.transcript(), label("mask key"))) {
      return CryptoSuite.STANDARD.agreementKeyFromSeed(derived);
    }
  }

  private static Bytes label(String text) {
    return Transcript.of(text).finish();
  }

  /** Seals what {@code source} deals to {@code target}; both compute it. */
  static SecretBytes channelKey(
      AgreementKey own, Bytes peer, Bytes transcript, int source, int target) {
    try (SecretBytes agreed = own.agree(peer)) {
      return key(agreed, transcript, envelopeContext(transcript, source, target));
    }
  }

  /** What an envelope is bound to beside its key. */
  static Bytes envelopeContext(Bytes transcript, int source, int target) {
    return Transcript.of("envelope").add(transcript).add(source).add(target).finish();
  }

  /** The mask that two sites have together; the one that comes first adds it. */
  static MaskStream pairMask(AgreementKey own, Bytes peer, Bytes transcript, int one, int other) {
    Bytes info =
        Transcript.of("pair mask").add(Math.min(one, other)).add(Math.max(one, other)).finish();
    try (SecretBytes agreed = own.agree(peer);
        SecretBytes derived = key(agreed, transcript, info)) {
      return new MaskStream(derived);
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
