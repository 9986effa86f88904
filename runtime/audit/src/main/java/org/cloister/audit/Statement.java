package org.cloister.audit;

import java.util.Optional;
import org.cloister.crypto.Signature;
import org.cloister.crypto.StrictBase64;
import org.cloister.ledger.entry.ContributionEntry;
import org.cloister.ledger.entry.SignedBody;
import org.cloister.ledger.entry.SigningKeys;
import org.cloister.ledger.json.CanonicalReader;
import org.cloister.ledger.json.Members;
import org.cloister.ledger.json.ObjectBuilder;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.node.Statements;

/**
 * How a site's statement travels with its message: the signed body of a contribution, and the salt
 * that opens the commitment in it. The salt never gets onto the ledger, because the digest of a
 * small answer could be guessed back to what it says.
 *
 * @param contribution with a signature that holds
 * @param salt 32 bytes
 */
record Statement(SignedBody contribution, Bytes salt) {

  Bytes toBytes() {
    return Bytes.of(
        new ObjectBuilder()
            .put("body", CanonicalReader.read(contribution.bytes().toArray(), limit()))
            .put("key", contribution.keyName())
            .put("salt", StrictBase64.encode(salt.toArray()))
            .put("sig", StrictBase64.encode(contribution.signature().value().toArray()))
            .build()
            .toBytes());
  }

  /**
   * Reads a statement of a peer.
   *
   * @throws CloisterException CL-0906 if its signature does not hold under {@code keys}, CL-0905 if
   *     it is malformed
   */
  static Statement read(Bytes bytes, SigningKeys keys) {
    Members in = new Members(CanonicalReader.read(bytes.toArray(), limit()));
    byte[] body = in.object("body").toBytes();
    String key = in.text("key");
    byte[] salt = base64(in.text("salt"), 32);
    Signature signature = Signature.ed25519(Bytes.of(base64(in.text("sig"), 64)));
    in.end();
    SignedBody signed = SignedBody.verify(ContributionEntry.TYPE, body, key, signature, keys);
    return new Statement(signed, Bytes.of(salt));
  }

  /** The salt of a statement, whose signature was checked when it came. */
  static Bytes salt(Bytes statement) {
    Members in = new Members(CanonicalReader.read(statement.toArray(), limit()));
    return Bytes.of(base64(in.text("salt"), 32));
  }

  private static int limit() {
    return Statements.MAX_STATEMENT_BYTES;
  }

  private static byte[] base64(String text, int bytes) {
    Optional<byte[]> read = StrictBase64.decode(text);
    CloisterException.require(
        read.isPresent() && read.get().length == bytes,
        ErrorCode.LEDGER_ENTRY_INVALID,
        "A statement must have salt and signature as base64 of 32 and 64 bytes.");
    return read.orElseThrow();
  }
}
