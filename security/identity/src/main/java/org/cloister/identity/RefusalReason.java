package org.cloister.identity;

/** Why a message or greeting was refused; for the local log only, peers are never told. */
public enum RefusalReason {
  /** The descriptor names no such party. */
  UNKNOWN_PARTY,
  /** The seal or greeting is not of the form that this version reads. */
  MALFORMED,
  /** It answers no challenge of this party, so it was made for somebody else or for earlier. */
  UNKNOWN_CHALLENGE,
  /** A message with this number, or a higher one, was accepted before. */
  REPLAYED,
  /** The signature does not hold. */
  SIGNATURE
}
