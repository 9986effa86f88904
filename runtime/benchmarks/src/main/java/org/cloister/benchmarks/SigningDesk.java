package org.cloister.benchmarks;

import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.cloister.crypto.CryptoSuite;
import org.cloister.crypto.Dsse;
import org.cloister.crypto.Signature;
import org.cloister.crypto.SigningKey;
import org.cloister.crypto.VerifyingKey;
import org.cloister.model.Bytes;
import org.cloister.spi.protection.SessionHost;
import org.cloister.spi.protection.SessionPolicy;

/** A host of one party with real signatures; the keys of all parties are in one map. */
record SigningDesk(
    String party, SecureRandom random, Map<String, SigningKey> keys, Map<String, Bytes> journal)
    implements SessionHost {

  static SigningDesk of(String party, CryptoSuite suite, Map<String, SigningKey> keys) {
    SecureRandom random = new SecureRandom();
    keys.computeIfAbsent(party, name -> suite.generateSigningKey(random));
    return new SigningDesk(party, random, keys, new TreeMap<>());
  }

  private SigningKey key(String name) {
    return java.util.Objects.requireNonNull(keys.get(name));
  }

  @Override
  public SessionPolicy policy() {
    return SessionPolicy.none();
  }

  @Override
  public void admit(List<String> survivors) {}

  @Override
  public Bytes sign(String purpose, Bytes message) {
    return Dsse.sign(key(party), purpose, message.toArray()).value();
  }

  @Override
  public boolean verify(String signer, String purpose, Bytes message, Bytes signature) {
    VerifyingKey key = key(signer).verifyingKey();
    return Dsse.verifies(
        key, purpose, message.toArray(), new Signature(key.algorithm(), signature));
  }

  @Override
  public void journal(String name, Bytes entry) {
    journal.put(name, entry);
  }

  @Override
  public Optional<Bytes> journalled(String name) {
    return Optional.ofNullable(journal.get(name));
  }

  @Override
  public String toString() {
    return "SigningDesk[" + party + "]";
  }
}
