package org.cloister.ledger.entry;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.cloister.crypto.Dsse;
import org.cloister.crypto.Signature;
import org.cloister.crypto.StrictBase64;
import org.cloister.crypto.VerifyingKey;
import org.cloister.ledger.json.CanonicalReader;
import org.cloister.ledger.json.Members;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;

/**
 * An entry as it stands on the log: {@code {"body":…,"prev":…,"seq":…,"sig":…,"time":…,"type":…,
 * "v":1}} in canonical JSON. Its leaf hash is over the stored bytes, so two readers of one log
 * never see different entries.
 *
 * @param seq its position, from 0
 * @param prev the leaf hash of the entry before, zeros for the first
 * @param time when the coordinator says that it was appended, in whole seconds; a claim, no proof
 * @param body what it says
 * @param keyName the name of the key that signed the body
 * @param signature over the body; not verified by reading
 * @param bytes the stored bytes
 */
public record Entry(
    long seq,
    Digest prev,
    Instant time,
    EntryBody body,
    String keyName,
    Signature signature,
    Bytes bytes) {

  /** The most bytes that are written; what is larger stands beside the log, by its digest. */
  public static final int MAX_BYTES = 16 << 10;

  /** The most bytes that are read: a bundle says the length in 16 bits. */
  public static final int MAX_READ_BYTES = (1 << 16) - 1;

  private static final Digest NOTHING = new Digest("0".repeat(64));
  private static final long VERSION = 1;

  /** The {@code prev} of the first entry. */
  public static Digest beforeFirst() {
    return NOTHING;
  }

  /**
   * The entry of a body at its place.
   *
   * @throws CloisterException CL-0905 if it is larger than 16 KiB
   */
  public static Entry of(SignedBody signed, long seq, Digest prev, Instant now) {
    Instant time = now.truncatedTo(ChronoUnit.SECONDS);
    byte[] bytes = EntryBytes.of(signed, seq, prev, time, VERSION);
    Checks.require(
        bytes.length <= MAX_BYTES,
        "it must have at most " + MAX_BYTES + " bytes, was " + bytes.length);
    return new Entry(
        seq, prev, time, signed.body(), signed.keyName(), signed.signature(), Bytes.of(bytes));
  }

  /**
   * Reads an entry; checks its form and not its signature or its place.
   *
   * @throws CloisterException CL-0905 unless the bytes are the canonical form of an entry
   */
  public static Entry read(byte[] bytes) {
    Members in = new Members(CanonicalReader.read(bytes, MAX_READ_BYTES));
    Checks.require(in.integer("v") == VERSION, "\"v\" must be 1");
    Members sig = new Members(in.object("sig"));
    Entry entry =
        new Entry(
            in.integer("seq"),
            hash(in.text("prev")),
            time(in.text("time")),
            EntryBody.of(in.text("type"), in.object("body")),
            sig.text("key"),
            signature(sig.text("value")),
            Bytes.of(bytes));
    sig.end();
    in.end();
    Checks.count(entry.seq(), "seq");
    return entry;
  }

  /** Whether the signature over the body is {@code key}'s. */
  public boolean isSignedBy(VerifyingKey key) {
    return Dsse.verifies(key, SignedBody.PAYLOAD_TYPE, body.toJson().toBytes(), signature);
  }

  private static Digest hash(String hex) {
    Checks.hex(hex, "prev");
    return new Digest(hex);
  }

  private static Instant time(String text) {
    try {
      Instant time = Instant.parse(text);
      Checks.require(
          text.length() == "2026-01-01T00:00:00Z".length() && time.toString().equals(text),
          "\"time\" must be UTC in whole seconds");
      return time;
    } catch (DateTimeException e) {
      throw new CloisterException(
          ErrorCode.LEDGER_ENTRY_INVALID,
          "An entry of the ledger is not valid: \"time\" must be UTC in whole seconds.",
          e);
    }
  }

  private static Signature signature(String text) {
    Optional<byte[]> bytes = StrictBase64.decode(text);
    Checks.require(
        bytes.isPresent() && bytes.get().length == 64,
        "the signature must be the base64 of 64 bytes");
    return Signature.ed25519(Bytes.of(bytes.orElseThrow()));
  }
}
