package org.cloister.identity;

import java.util.Optional;
import org.cloister.crypto.Dsse;
import org.cloister.crypto.Signature;
import org.cloister.crypto.Signer;
import org.cloister.crypto.VerifyingKey;
import org.cloister.ledger.json.ObjectBuilder;
import org.cloister.model.Bytes;
import org.cloister.model.Digest;
import org.cloister.model.Ids;

/**
 * One party of one job of a federation: signs as itself, and checks what the others signed.
 *
 * <p><b>Guarantee.</b> What is signed is the DSSE encoding, as {@value #PAYLOAD_TYPE}, of an object
 * in restricted JCS that names the federation by its digest, the job, the signer and the purpose.
 * So a signature counts in one federation, for one job, for one purpose, and is its signer's.
 *
 * <p>Immutable; safe for any thread.
 */
public final class Party {
  /** What separates these signatures from those of the ledger and of the descriptor. */
  public static final String PAYLOAD_TYPE = "application/vnd.cloister.envelope+json";

  private final Federation federation;
  private final Digest digest;
  private final String job;
  private final String name;
  private final Signer signer;

  /**
   * A party.
   *
   * @param descriptor of the federation
   * @param job what all signatures are bound to, such as the job's name
   * @param keys of this party; stay the caller's, who closes them
   * @throws org.cloister.model.CloisterException CL-0705 if the descriptor does not name these keys
   */
  public Party(FederationDescriptor descriptor, String job, PartyKeys keys) {
    descriptor.requireNames(keys);
    this.federation = descriptor.federation();
    this.digest = federation.digest();
    this.job = Ids.require("job", job);
    this.name = keys.party();
    this.signer = keys.signing();
  }

  /** Its name. */
  public String name() {
    return name;
  }

  /** What its federation's parties agreed on. */
  public Federation federation() {
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

  /** Signs an envelope of its own. */
  Bytes sign(ObjectBuilder envelope) {
    return Dsse.sign(signer, PAYLOAD_TYPE, bytes(envelope)).value();
  }

  /** Whether {@code from} signed exactly this envelope, as all parties would find. */
  boolean verifies(String from, ObjectBuilder envelope, Bytes signature) {
    Optional<VerifyingKey> key = key(from, signature);
    return key.isPresent()
        && Dsse.verifies(key.get(), PAYLOAD_TYPE, bytes(envelope), signature(signature));
  }

  /** Whether {@code from} signed exactly this envelope, for this party's eyes only. */
  boolean authenticates(String from, ObjectBuilder envelope, Bytes signature) {
    Optional<VerifyingKey> key = key(from, signature);
    return key.isPresent()
        && Dsse.authenticates(key.get(), PAYLOAD_TYPE, bytes(envelope), signature(signature));
  }

  /** Empty for nobody's key, and for what cannot be a signature. */
  private Optional<VerifyingKey> key(String from, Bytes signature) {
    boolean possible = signature.length() == signatureBytes();
    return federation.signingKey(from).filter(key -> possible);
  }

  private Signature signature(Bytes value) {
    return new Signature(federation.suite().signatures(), value);
  }

  private static byte[] bytes(ObjectBuilder envelope) {
    return envelope.build().toBytes();
  }

  @Override
  public String toString() {
    return "Party[" + name + "]";
  }
}
