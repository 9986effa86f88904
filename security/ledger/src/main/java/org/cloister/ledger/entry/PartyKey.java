package org.cloister.ledger.entry;

import java.util.Optional;
import org.cloister.crypto.CryptoSuite;
import org.cloister.crypto.SignatureAlgorithm;
import org.cloister.crypto.StrictBase64;
import org.cloister.crypto.VerifyingKey;
import org.cloister.ledger.json.JsonObject;
import org.cloister.ledger.json.Members;
import org.cloister.ledger.json.ObjectBuilder;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;

/**
 * A public key as the log names it: with it an auditor needs nothing else to check what its party
 * signed.
 *
 * @param key the key's name in the federation descriptor; for logs and witnesses the vkey's name
 * @param party whose it is: an institution or a pseudonymous identity, never a person
 * @param role what it signs
 * @param publicKey the key; on the log the base64 of its 32 bytes
 */
public record PartyKey(String key, String party, Role role, VerifyingKey publicKey) {

  /** The choices of {@code role}; in lower case on the log. */
  public enum Role {
    /** role is log: signs checkpoints. */
    LOG,
    /** role is signing: signs bodies of entries. */
    SIGNING,
    /** role is witness: cosigns checkpoints. */
    WITNESS
  }

  /** Checks the names. */
  public PartyKey {
    Checks.name(key, "key");
    Checks.name(party, "party");
    Checks.require(
        publicKey.algorithm() == SignatureAlgorithm.ED25519, "\"public_key\" must be of Ed25519");
  }

  static PartyKey read(JsonObject json) {
    Members in = new Members(json);
    PartyKey key = read(in);
    in.end();
    return key;
  }

  static PartyKey read(Members in) {
    return new PartyKey(
        in.text("key"),
        in.text("party"),
        Checks.choice(Role.class, in.text("role"), "role"),
        publicKey(in.text("public_key")));
  }

  ObjectBuilder json() {
    return new ObjectBuilder()
        .put("key", key)
        .put("party", party)
        .put("role", Checks.text(role))
        .put("public_key", StrictBase64.encode(publicKey.raw().toArray()));
  }

  private static VerifyingKey publicKey(String base64) {
    Optional<byte[]> raw = StrictBase64.decode(base64);
    Checks.require(raw.isPresent(), "\"public_key\" must be base64 in its one spelling");
    try {
      return CryptoSuite.STANDARD.verifyingKeyFromRaw(Bytes.of(raw.orElseThrow()));
    } catch (CloisterException e) {
      throw new CloisterException(
          ErrorCode.LEDGER_ENTRY_INVALID,
          "An entry of the ledger is not valid: \"public_key\" must be an Ed25519 key of 32 bytes.",
          e);
    }
  }
}
