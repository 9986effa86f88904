package org.cloister.crypto;

import org.cloister.model.Bytes;

/**
 * A party's key of one session, by which it comes to have a secret with each other party of the
 * same {@link CryptoSuite}: one of the two begins, and what that sends lets the other follow.
 *
 * <p><b>Guarantee.</b> All of it follows from the seed, the randomness of what is sent included:
 * who knows the seed of one party, the other's public half and what was sent has their secret, in
 * whichever of the two roles the party was. Nobody else has it while one of the suite's algorithms
 * for this stands. The secret is not uniform: use it through {@link Hkdf} only, with the public
 * halves and what was sent in its salt or info.
 *
 * <p>{@link #close} wipes the key; after that it exchanges nothing. Safe for any thread.
 */
public sealed interface ExchangeKey extends AutoCloseable
    permits X25519Exchange, P256Exchange, HybridExchange {

  /** The length of a seed. */
  int SEED_BYTES = 32;

  /** What others need; public, {@link CryptoSuite#exchangeKeyBytes} bytes. */
  Bytes publicKey();

  /**
   * Begins: the same for the same peer and context, and unrelated for others.
   *
   * @param context where the secret is used, such as a session and its two parties
   * @throws org.cloister.model.CloisterException CL-0914 if {@code peer} is no public half of this
   *     suite
   * @throws IllegalStateException after {@link #close}
   */
  Exchanged begin(Bytes peer, Bytes context);

  /**
   * Follows: the secret of {@code peer}, who began and sent {@code sent}. Where that was altered on
   * the way the secrets differ; nothing tells.
   *
   * @throws org.cloister.model.CloisterException CL-0914 if {@code peer} or {@code sent} is not of
   *     this suite
   * @throws IllegalStateException after {@link #close}
   */
  SecretBytes follow(Bytes peer, Bytes sent);

  @Override
  void close();
}
