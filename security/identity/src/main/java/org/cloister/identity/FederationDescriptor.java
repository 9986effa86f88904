package org.cloister.identity;

import java.util.LinkedHashMap;
import java.util.Map;
import org.cloister.crypto.Dsse;
import org.cloister.crypto.Signature;
import org.cloister.crypto.Signer;
import org.cloister.crypto.StrictBase64;
import org.cloister.crypto.VerifyingKey;
import org.cloister.ledger.json.CanonicalReader;
import org.cloister.ledger.json.JsonObject;
import org.cloister.ledger.json.Members;
import org.cloister.ledger.json.ObjectBuilder;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;

/**
 * A federation with the signatures of all its parties: each says by it that these are its own keys,
 * and that it knows the others by these. So nobody is named with a key that is not his, and a
 * participant recognises a descriptor that it agreed to by its own signature, under a key that only
 * it has; a coordinator alone cannot make another. It still can be shown an older one that it
 * signed: which descriptor is in force, the ledger's first entry says by its digest.
 *
 * <p><b>Guarantee.</b> A descriptor exists only with signatures that hold, exactly one of each
 * party. Immutable; safe for any thread.
 *
 * <p>As bytes it is {@code {"federation":{..},"signatures":{"party":"base64"}}} in restricted JCS;
 * signed is the DSSE encoding of the federation's canonical bytes, as {@value #PAYLOAD_TYPE}.
 */
public final class FederationDescriptor {
  /** What separates these signatures from all others. */
  public static final String PAYLOAD_TYPE = "application/vnd.cloister.federation+json";

  /** The most bytes: some 8000 for each of as many participants as there may be. */
  public static final int MAX_BYTES = 1 << 23;

  private final Federation federation;
  private final Map<String, Signature> signatures;

  private FederationDescriptor(Federation federation, Map<String, Signature> signatures) {
    this.federation = federation;
    this.signatures = signatures;
  }

  /** What a party gives to have the federation's descriptor made; it should look at it first. */
  public static Signature sign(Federation federation, Signer signer) {
    return Dsse.sign(signer, PAYLOAD_TYPE, federation.toBytes());
  }

  /**
   * The descriptor of {@code federation}.
   *
   * @param signatures of every party, by name
   * @throws CloisterException CL-0705 if one is missing, does not hold, or is nobody's
   */
  public static FederationDescriptor of(Federation federation, Map<String, Signature> signatures) {
    byte[] signed = federation.toBytes();
    Map<String, Signature> ordered = new LinkedHashMap<>();
    for (String party : federation.parties()) {
      Signature signature = signatures.get(party);
      VerifyingKey key = federation.signingKey(party).orElseThrow();
      boolean holds = signature != null && Dsse.verifies(key, PAYLOAD_TYPE, signed, signature);
      if (signature == null || !holds) {
        throw new CloisterException(
            ErrorCode.DESCRIPTOR_INVALID,
            "The federation's descriptor must be signed by every party that it names; the signature of "
                + party
                + (signature == null ? " is missing." : " does not hold."));
      }
      ordered.put(party, signature);
    }
    Federation.require(
        signatures.size() == ordered.size(),
        "it has a signature of somebody whom it does not name");
    return new FederationDescriptor(federation, ordered);
  }

  /**
   * Reads a descriptor.
   *
   * @throws CloisterException CL-0705 unless {@code bytes} are exactly the canonical form of one,
   *     at most {@value #MAX_BYTES} bytes, and all signatures hold
   */
  public static FederationDescriptor read(byte[] bytes) {
    try {
      Members in = new Members(CanonicalReader.read(bytes, MAX_BYTES));
      Federation federation = FederationJson.read(in.object("federation"));
      JsonObject signed = in.object("signatures");
      in.end();
      Members values = new Members(signed);
      Map<String, Signature> signatures = new LinkedHashMap<>();
      for (String party : federation.parties()) {
        Bytes value = StrictBase64.decode(values.text(party)).map(Bytes::of).orElse(Bytes.empty());
        signatures.put(party, new Signature(federation.suite().signatures(), value));
      }
      values.end();
      return of(federation, signatures);
    } catch (CloisterException e) {
      throw e.code() == ErrorCode.DESCRIPTOR_INVALID
          ? e
          : new CloisterException(
              ErrorCode.DESCRIPTOR_INVALID,
              "The federation's descriptor cannot be used: " + e.getMessage(),
              e);
    }
  }

  /** The canonical bytes. */
  public byte[] toBytes() {
    ObjectBuilder signed = new ObjectBuilder();
    signatures.forEach(
        (party, signature) -> signed.put(party, StrictBase64.encode(signature.value().toArray())));
    return new ObjectBuilder()
        .put("federation", FederationJson.write(federation))
        .put("signatures", signed.build())
        .build()
        .toBytes();
  }

  /** Who takes part. */
  public Federation federation() {
    return federation;
  }

  /**
   * Refuses keys that are not the ones which this descriptor names for their party.
   *
   * @throws CloisterException CL-0705 if the party is not named here, or with other keys
   */
  public void requireNames(PartyKeys keys) {
    boolean coordinator = keys.party().equals(federation.coordinator());
    boolean named =
        coordinator
            ? federation.coordinatorKey().equals(keys.signing().verifyingKey())
                && federation.log().key().equals(keys.log().verifyingKey())
                && federation.secondLog().equals(Federation.secondLog(federation.origin(), keys))
            : federation
                .member(keys.party())
                .filter(member -> member.equals(Member.of(keys, federation.origin())))
                .isPresent();
    Federation.require(named, "it must name the keys that " + keys.party() + " has, and does not");
  }

  @Override
  public String toString() {
    return "FederationDescriptor[" + federation.id() + " " + federation.digest() + "]";
  }
}
