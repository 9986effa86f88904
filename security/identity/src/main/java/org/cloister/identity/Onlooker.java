package org.cloister.identity;

import java.util.Optional;
import org.cloister.crypto.Dsse;
import org.cloister.crypto.Signature;
import org.cloister.crypto.VerifyingKey;
import org.cloister.ledger.json.ObjectBuilder;
import org.cloister.model.Bytes;
import org.cloister.model.Digest;
import org.cloister.model.Ids;

/**
 * Checks what the parties of one job of a federation signed, without being one of them: an auditor,
 * or the half of a {@link Party} that needs no key. Immutable; safe for any thread.
 */
public final class Onlooker {
  private final Federation federation;
  private final Digest digest;
  private final String job;

  /**
   * An onlooker.
   *
   * @param descriptor of the federation
   * @param job what all signatures are bound to, such as the job's name
   */
  public Onlooker(FederationDescriptor descriptor, String job) {
    this.federation = descriptor.federation();
    this.digest = federation.digest();
    this.job = Ids.require("job", job);
  }

  /**
   * Whether {@code signature} is {@code party}'s over {@code message} for {@code purpose} in the
   * session of {@code context}; never says why not.
   */
  public boolean verify(
      Digest context, String party, String purpose, Bytes message, Bytes signature) {
    return knows(party) && verifies(party, session(context, party, purpose, message), signature);
  }

  /** What {@code from} signs in a session of secure aggregation. */
  ObjectBuilder session(Digest context, String from, String purpose, Bytes message) {
    return envelope(from, "session")
        .put("context", context)
        .put("digest", Digest.of(message.toArray()))
        .put("step", Digest.of(purpose));
  }

  /** Who the parties are. */
  Federation federation() {
    return federation;
  }

  /** The length of everybody's signatures. */
  int signatureBytes() {
    return federation.suite().signatures().signatureBytes();
  }

  /** Whether there is a party of this name. */
  boolean knows(String party) {
    return federation.signingKey(party).isPresent();
  }

  /** What is common to all that {@code from} signs for {@code purpose}. */
  ObjectBuilder envelope(String from, String purpose) {
    return new ObjectBuilder()
        .put("federation", digest)
        .put("from", from)
        .put("job", job)
        .put("purpose", purpose);
  }

  /** Whether {@code from} signed exactly this envelope, as all parties would find. */
  boolean verifies(String from, ObjectBuilder envelope, Bytes signature) {
    Optional<VerifyingKey> key = key(from, signature);
    return key.isPresent()
        && Dsse.verifies(key.get(), Party.PAYLOAD_TYPE, bytes(envelope), signature(signature));
  }

  /** Whether {@code from} signed exactly this envelope, for one party's eyes only. */
  boolean authenticates(String from, ObjectBuilder envelope, Bytes signature) {
    Optional<VerifyingKey> key = key(from, signature);
    return key.isPresent()
        && Dsse.authenticates(key.get(), Party.PAYLOAD_TYPE, bytes(envelope), signature(signature));
  }

  /** Empty for nobody's key, and for what cannot be a signature. */
  private Optional<VerifyingKey> key(String from, Bytes signature) {
    boolean possible = signature.length() == signatureBytes();
    return federation.signingKey(from).filter(key -> possible);
  }

  private Signature signature(Bytes value) {
    return new Signature(federation.suite().signatures(), value);
  }

  static byte[] bytes(ObjectBuilder envelope) {
    return envelope.build().toBytes();
  }
}
