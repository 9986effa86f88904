package org.cloister.identity;

import org.cloister.crypto.Dsse;
import org.cloister.crypto.Signer;
import org.cloister.ledger.json.ObjectBuilder;
import org.cloister.model.Bytes;

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

  private final Onlooker onlooker;
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
    this.onlooker = new Onlooker(descriptor, job);
    this.name = keys.party();
    this.signer = keys.signing();
  }

  /** Its name. */
  public String name() {
    return name;
  }

  /** What its federation's parties agreed on. */
  public Federation federation() {
    return onlooker.federation();
  }

  /** The length of everybody's signatures. */
  int signatureBytes() {
    return onlooker.signatureBytes();
  }

  /** The half of it that checks what others signed. */
  Onlooker onlooker() {
    return onlooker;
  }

  /** What is common to all that {@code from} signs for {@code purpose}. */
  ObjectBuilder envelope(String from, String purpose) {
    return onlooker.envelope(from, purpose);
  }

  /** Signs an envelope of its own. */
  Bytes sign(ObjectBuilder envelope) {
    return Dsse.sign(signer, PAYLOAD_TYPE, Onlooker.bytes(envelope)).value();
  }

  /** Whether {@code from} signed exactly this envelope, for this party's eyes only. */
  boolean authenticates(String from, ObjectBuilder envelope, Bytes signature) {
    return onlooker.authenticates(from, envelope, signature);
  }

  @Override
  public String toString() {
    return "Party[" + name + "]";
  }
}
