package org.cloister.ledger.entry;

import java.util.Optional;
import org.cloister.crypto.Dsse;
import org.cloister.crypto.Signature;
import org.cloister.crypto.StrictBase64;
import org.cloister.crypto.VerifyingKey;
import org.cloister.ledger.json.CanonicalReader;
import org.cloister.ledger.json.JsonObject;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;

/**
 * A body with a signature that holds: there is no way to make one with a signature that does not,
 * so that a writer need not check again. Signed is the DSSE encoding of the body's canonical bytes.
 */
public final class SignedBody {

  /** The payload type that separates these signatures from all others. */
  public static final String PAYLOAD_TYPE = "application/vnd.cloister.ledger-body+json";

  private final EntryBody body;
  private final byte[] bytes;
  private final String keyName;
  private final Signature signature;

  private SignedBody(EntryBody body, byte[] bytes, String keyName, Signature signature) {
    this.body = body;
    this.bytes = bytes;
    this.keyName = keyName;
    this.signature = signature;
  }

  /**
   * Signs one's own body.
   *
   * @throws CloisterException CL-0905 if it is larger than an entry may be
   */
  public static SignedBody sign(EntryBody body, BodySigner signer) {
    byte[] bytes = body.toJson().toBytes();
    // What is signed is read back by the rules for reading: nobody else would take it otherwise.
    EntryBody read = EntryBody.of(body.type(), CanonicalReader.read(bytes, Entry.MAX_BYTES));
    Checks.require(read.equals(body), "its body must be read as it was written");
    Signature signature = Dsse.sign(signer.signer(), PAYLOAD_TYPE, bytes);
    return new SignedBody(body, bytes, signer.keyName(), signature);
  }

  /**
   * Takes somebody else's body if the signature holds.
   *
   * @param type the type that it is said to be of
   * @param bytes the canonical bytes of the body
   * @throws CloisterException CL-0906 if the key is unknown or the signature does not hold, and
   *     only then looked at further: CL-0905 if the body is not well formed
   */
  public static SignedBody verify(
      String type, byte[] bytes, String keyName, Signature signature, SigningKeys keys) {
    Optional<VerifyingKey> key = keys.key(keyName);
    CloisterException.require(
        key.isPresent()
            && bytes.length <= Entry.MAX_BYTES
            && Dsse.verifies(key.get(), PAYLOAD_TYPE, bytes, signature),
        ErrorCode.SIGNATURE_INVALID,
        "The body of a ledger entry must be signed by a key of the federation's descriptor; it was altered, or its sender is not known here.");
    JsonObject json = CanonicalReader.read(bytes, Entry.MAX_BYTES);
    return new SignedBody(EntryBody.of(type, json), bytes.clone(), keyName, signature);
  }

  /** What was signed. */
  public EntryBody body() {
    return body;
  }

  /** The name of the key that signed. */
  public String keyName() {
    return keyName;
  }

  /** The signature. */
  public Signature signature() {
    return signature;
  }

  /** The canonical bytes of the body, for sending. */
  public Bytes bytes() {
    return Bytes.of(bytes);
  }

  /** The bytes themselves; nobody may change them. */
  byte[] bodyBytes() {
    return bytes;
  }

  String signatureText() {
    return StrictBase64.encode(signature.value().toArray());
  }
}
