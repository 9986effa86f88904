package org.cloister.identity;

import java.util.ArrayList;
import java.util.List;
import org.cloister.crypto.CryptoSuite;
import org.cloister.crypto.SignatureAlgorithm;
import org.cloister.crypto.StrictBase64;
import org.cloister.crypto.VerifyingKey;
import org.cloister.ledger.json.JsonObject;
import org.cloister.ledger.json.Members;
import org.cloister.ledger.json.ObjectBuilder;
import org.cloister.ledger.note.NoteKey;
import org.cloister.model.Bytes;

/**
 * A federation as JSON: {@code {"coordinator":"c","format":..,"id":..,"keys":{"c":{"log":vkey,
 * "signing":base64},"site-a":{"signing":base64,"witness":vkey}},"origin":..,"roster":["site-a"],
 * "simulated":true,"suite":"standard"}}. Nothing else may stand in it.
 */
final class FederationJson {
  /** The format of this version. */
  static final String FORMAT = "cloister-federation/1";

  private FederationJson() {}

  static JsonObject write(Federation federation) {
    ObjectBuilder keys = new ObjectBuilder();
    keys.put(
        federation.coordinator(),
        new ObjectBuilder()
            .put("log", federation.log().vkey())
            .put("signing", text(federation.coordinatorKey()))
            .build());
    for (Member member : federation.members()) {
      keys.put(
          member.name(),
          new ObjectBuilder()
              .put("signing", text(member.signing()))
              .put("witness", member.witness().vkey())
              .build());
    }
    return new ObjectBuilder()
        .put("coordinator", federation.coordinator())
        .put("format", FORMAT)
        .put("id", federation.id())
        .put("keys", keys.build())
        .put("origin", federation.origin())
        .putTexts("roster", federation.members().stream().map(Member::name).toList())
        .put("simulated", federation.simulated())
        .put("suite", federation.suite().id())
        .build();
  }

  /** The federation of {@code json}; whatever is wrong comes with its own code. */
  static Federation read(JsonObject json) {
    Members in = new Members(json);
    Federation.require(in.text("format").equals(FORMAT), "its format must be " + FORMAT);
    CryptoSuite suite = CryptoSuite.of(in.text("suite"));
    String coordinator = in.text("coordinator");
    List<String> roster = in.texts("roster");
    Federation.require(
        roster.size() <= Federation.MAX_MEMBERS,
        "it must have at most " + Federation.MAX_MEMBERS + " participants");
    Members keys = new Members(in.object("keys"));
    Members own = new Members(keys.object(coordinator));
    VerifyingKey coordinatorKey = key(suite, own.text("signing"));
    NoteKey log = NoteKey.of(own.text("log"));
    own.end();
    List<Member> members = new ArrayList<>();
    for (String site : roster) {
      Members of = new Members(keys.object(site));
      members.add(new Member(site, key(suite, of.text("signing")), NoteKey.of(of.text("witness"))));
      of.end();
    }
    keys.end();
    Federation federation =
        new Federation(
            in.text("id"),
            in.text("origin"),
            suite,
            in.truth("simulated"),
            coordinator,
            coordinatorKey,
            log,
            members);
    in.end();
    return federation;
  }

  private static String text(VerifyingKey key) {
    return StrictBase64.encode(key.raw().toArray());
  }

  private static VerifyingKey key(CryptoSuite suite, String text) {
    SignatureAlgorithm algorithm = suite.signatures();
    Bytes raw = StrictBase64.decode(text).map(Bytes::of).orElse(Bytes.empty());
    Federation.require(
        raw.length() == algorithm.publicKeyBytes(),
        "a signing key must be the base64 of " + algorithm.publicKeyBytes() + " bytes");
    return suite.verifyingKeyFromRaw(raw);
  }
}
