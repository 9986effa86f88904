package org.cloister.crypto;

import org.cloister.model.Bytes;

/** What a party signs messages with beside its Ed25519 key, or instead of it. */
sealed interface SecondKey extends AutoCloseable permits MlDsaSigningKey, EcdsaSigningKey {

  /** The length of a seed of each. */
  int SEED_BYTES = 32;

  /** The key that its seed makes for an algorithm that has a second key; takes a copy. */
  static SecondKey fromSeed(SignatureAlgorithm algorithm, SecretBytes seed) {
    if (algorithm == SignatureAlgorithm.ED25519_ML_DSA_65) {
      CryptoModule.requireMoreThanApproved("ML-DSA-65");
    }
    return switch (algorithm) {
      case ED25519, ML_DSA_44 ->
          throw new IllegalArgumentException(algorithm + " must have no second key.");
      case ECDSA_P256 -> EcdsaSigningKey.fromSeed(seed);
      case ED25519_ML_DSA_65 -> MlDsaSigningKey.fromSeed(MlDsaParameterSet.ML_DSA_65, seed);
    };
  }

  Bytes publicKey();

  /** A copy of the seed. */
  SecretBytes seed();

  @Override
  void close();
}
