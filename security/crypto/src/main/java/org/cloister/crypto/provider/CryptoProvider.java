package org.cloister.crypto.provider;

/**
 * A cryptographic library as this room uses it: the primitives of every suite that have no home in
 * the JDK. One is in use in a process, for all of it. Another than Bouncy Castle's usual one comes
 * in a jar of its own, by {@link java.util.ServiceLoader}, and then without the usual one.
 *
 * <p>Byte arrays that go in are neither kept nor changed. Safe for any thread.
 */
public interface CryptoProvider {

  /** Name and version of the library, for people. */
  String name();

  /** Whether it refuses whatever is not approved (FIPS 140-3): then only some suites are there. */
  boolean approvedOnly();

  /** How its test of itself went, in its own words. */
  String selfTest();

  /** Its Ed25519. */
  Ed25519Primitive ed25519();

  /** Its P-256. */
  P256Primitive p256();
}
