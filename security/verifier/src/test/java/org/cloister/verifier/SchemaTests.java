package org.cloister.verifier;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class SchemaTests {
  private static final String DIGEST = LogMaker.digest("x");

  @Test
  void table_isTheOneInTheReadme() throws IOException {
    String readme = Files.readString(Path.of("../ledger/README.md"));
    assertTrue(readme.contains("```\n" + Schema.TABLE + "```\n"));
  }

  @Test
  void knows_typesAndNotTheirParts() {
    assertTrue(Schema.knows("genesis") && Schema.knows("heartbeat"));
    assertFalse(Schema.knows("head") || Schema.knows("privacy") || Schema.knows("later-type"));
  }

  @Test
  void check_otherType_needsAnOriginAlone() {
    assertDoesNotThrow(() -> check("later-type", Json.of("origin", "o", "x", 1)));
    invalid("later-type", Json.of("x", 1));
  }

  @Test
  void check_everyKind_refusesWhatItIsNot() {
    Json incident = Json.of("code", "CL-0403", "kind", "dropout", "origin", "o", "party", "p");
    assertDoesNotThrow(() -> check("incident", incident));
    assertDoesNotThrow(() -> check("incident", incident.with("evidence", DIGEST)));
    invalid("incident", incident.with("kind", "drop"));
    invalid("incident", incident.with("kind", "dropout|void"));
    invalid("incident", incident.with("evidence", "sha256:" + "A".repeat(64)));
    invalid("incident", incident.with("round", -1));
    invalid("incident", incident.with("code", ""));
    invalid("incident", incident.with("code", "x".repeat(513)));
    invalid("incident", incident.with("more", 1));
    Json recovery =
        Json.of(
            "committed",
            Json.of("root", DIGEST, "size", 1).members(),
            "origin",
            "o",
            "published",
            Json.of("root", DIGEST, "size", 1).members(),
            "removed",
            0);
    assertDoesNotThrow(() -> check("recovery", recovery));
    invalid("recovery", recovery.with("published", Json.of("root", DIGEST).members()));
    invalid(
        "recovery",
        recovery.with("published", Json.of("more", 1, "root", DIGEST, "size", 1).members()));
    Json policy = Json.of("approvals", List.of(1, 2), "digest", DIGEST, "name", "n", "origin", "o");
    assertDoesNotThrow(() -> check("policy", policy));
    invalid("policy", policy.with("approvals", List.of(2, 1)));
    invalid("policy", policy.with("approvals", List.of(1, 1)));
    invalid("policy", policy.with("approvals", List.of(-1)));
    invalid("policy", policy.with("approvals", List.of("1")));
    invalid("policy", policy.with("approvals", 1));
    invalid("genesis", LogMaker.genesisBody(true).with("origin", "o").with("simulated", "true"));
    invalid("genesis", LogMaker.genesisBody(true).with("origin", "o").with("keys", List.of(1)));
  }

  private static void invalid(String type, Json body) {
    Refused refused = assertThrows(Refused.class, () -> check(type, body), body.toString());
    assertEquals(Code.ENTRY_INVALID, refused.code());
  }

  private static void check(String type, Json body) throws Refused {
    byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
    Schema.check(type, StrictJson.object(bytes, 0, bytes.length));
  }
}
