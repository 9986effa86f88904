package org.cloister.identity;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
 *
 * <p>With another suite or other floors than the least its format is {@value #FORMAT_2}, and it has
 * {@code "floors":{"sites":3,"survivors":3,"threshold":3}} as well. One federation has one
 * spelling. In the suite pq-hybrid a coordinator has {@code "log_ml_dsa_44":vkey} too.
 */
final class FederationJson {
  /** The format of the first version. */
  static final String FORMAT = "cloister-federation/1";

  /** The format of what the first cannot say. */
  static final String FORMAT_2 = "cloister-federation/2";

  private FederationJson() {}

  static JsonObject write(Federation federation) {
    ObjectBuilder keys = new ObjectBuilder();
    ObjectBuilder coordinator =
        new ObjectBuilder()
            .put("log", federation.log().vkey())
            .put("signing", text(federation.coordinatorKey()));
    federation.secondLog().ifPresent(key -> coordinator.put("log_ml_dsa_44", key.vkey()));
    keys.put(federation.coordinator(), coordinator.build());
    for (Member member : federation.members()) {
      keys.put(
          member.name(),
          new ObjectBuilder()
              .put("signing", text(member.signing()))
              .put("witness", member.witness().vkey())
              .build());
    }
    ObjectBuilder json = new ObjectBuilder();
    boolean first = isFirst(federation.suite(), federation.floors());
    if (!first) {
      json.put(
          "floors",
          new ObjectBuilder()
              .put("sites", federation.floors().sites())
              .put("survivors", federation.floors().survivors())
              .put("threshold", federation.floors().threshold())
              .build());
    }
    return json.put("coordinator", federation.coordinator())
        .put("format", first ? FORMAT : FORMAT_2)
        .put("id", federation.id())
        .put("keys", keys.build())
        .put("origin", federation.origin())
        .putTexts("roster", federation.members().stream().map(Member::name).toList())
        .put("simulated", federation.simulated())
        .put("suite", federation.suite().id())
        .build();
  }

  private static boolean isFirst(CryptoSuite suite, Floors floors) {
    return suite == CryptoSuite.STANDARD && floors.equals(Floors.DEFAULT);
  }

  private static Floors floors(Members in) {
    return new Floors(floor(in, "sites"), floor(in, "threshold"), floor(in, "survivors"));
  }

  /** What no floor can be stays so. */
  private static int floor(Members in, String name) {
    return (int) Math.max(0, Math.min(in.integer(name), Integer.MAX_VALUE));
  }

  /** The federation of {@code json}; whatever is wrong comes with its own code. */
  static Federation read(JsonObject json) {
    Members in = new Members(json);
    String format = in.text("format");
    Federation.require(
        format.equals(FORMAT) || format.equals(FORMAT_2),
        "its format must be " + FORMAT + " or " + FORMAT_2);
    CryptoSuite suite = CryptoSuite.of(in.text("suite"));
    Floors floors = Floors.DEFAULT;
    if (format.equals(FORMAT_2)) {
      Members least = new Members(in.object("floors"));
      floors = floors(least);
      least.end();
    }
    Federation.require(
        format.equals(FORMAT) == isFirst(suite, floors),
        "its format must be the first that can say its suite and floors");
    String coordinator = in.text("coordinator");
    List<String> roster = in.texts("roster");
    Federation.require(
        roster.size() <= Federation.MAX_MEMBERS,
        "it must have at most " + Federation.MAX_MEMBERS + " participants");
    Members keys = new Members(in.object("keys"));
    Members own = new Members(keys.object(coordinator));
    VerifyingKey coordinatorKey = key(suite, own.text("signing"));
    NoteKey log = NoteKey.of(own.text("log"));
    Optional<NoteKey> secondLog = own.optionalText("log_ml_dsa_44").map(NoteKey::of);
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
            floors,
            in.truth("simulated"),
            coordinator,
            coordinatorKey,
            log,
            secondLog,
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
