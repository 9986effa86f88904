package org.cloister.ledger.note;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cloister.crypto.CryptoSuite;
import org.cloister.crypto.SecretBytes;
import org.cloister.crypto.SigningKey;
import org.cloister.ledger.Vectors;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NoteVectorTests {
  private static final JsonNode NOTES = Vectors.of("notes");
  private static final NoteKey LOG = key("log");
  private static final NoteKey W0 = key("witness0");
  private static final NoteKey W1 = key("witness1");

  private static NoteKey key(String name) {
    return NoteKey.of(NOTES.get("keys").get(name).get("vkey").asText());
  }

  private static SigningKey signing(String name) {
    byte[] seed = HexFormat.of().parseHex(NOTES.get("keys").get(name).get("seed_hex").asText());
    try (SecretBytes secret = SecretBytes.owning(seed)) {
      return CryptoSuite.STANDARD.signingKeyFromSeed(secret);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static WitnessPolicy policy(int quorum) {
    return WitnessPolicy.majority(LOG, List.of(W0, W1), quorum);
  }

  @Test
  void vkey_everyVector_isReadAndWritten() {
    for (String name : List.of("log", "witness0", "witness1")) {
      JsonNode vector = NOTES.get("keys").get(name);
      NoteKey key = key(name);
      assertEquals(vector.get("vkey").asText(), key.vkey());
      assertEquals(vector.get("key_id").asText(), HexFormat.of().toHexDigits(key.keyId()));
      assertEquals(vector.get("name").asText(), key.name());
      assertEquals(signing(name).verifyingKey(), key.key());
    }
  }

  @Test
  void sign_everyCheckpoint_givesTheNoteByteForByte() {
    LogSigner log = new LogSigner(LOG.name(), signing("log"));
    WitnessSigner w0 = new WitnessSigner(W0.name(), signing("witness0"));
    WitnessSigner w1 = new WitnessSigner(W1.name(), signing("witness1"));
    for (JsonNode vector : NOTES.get("checkpoints")) {
      Checkpoint checkpoint = Checkpoint.read(vector.get("text").asText());
      assertEquals(vector.get("size").asLong(), checkpoint.size());
      Instant time = Instant.ofEpochSecond(vector.get("cosign_time").asLong());
      SignedNote note =
          log.sign(checkpoint)
              .with(List.of(w0.cosign(checkpoint, time), w1.cosign(checkpoint, time)));
      byte[] bytes = utf8(vector.get("note").asText());
      assertArrayEquals(bytes, note.toBytes());
      assertEquals(note, SignedNote.read(bytes));
      CheckpointCheck check = policy(2).check(note).requireQuorum();
      assertEquals(Set.of(W0.name(), W1.name()), check.witnesses());
      assertEquals(Optional.of(time), check.notes().signatures().get(1).time());
      assertEquals(List.of(), check.notes().warnings());
    }
  }

  @Test
  void check_publishedExample_holds() {
    JsonNode example = NOTES.get("c2sp_published_example");
    SignedNote note = SignedNote.read(utf8(example.get("note").asText()));
    NoteKey key = NoteKey.of(example.get("vkey").asText());
    assertEquals(1, NoteCheck.of(note, List.of(key)).signatures().size());
  }

  @Test
  void check_everyBitFlip_isRefusedOrLosesTheQuorum() {
    byte[] bytes = utf8(NOTES.get("checkpoints").get(3).get("note").asText());
    WitnessPolicy policy = policy(2);
    for (int bit = 0; bit < 8 * bytes.length; bit++) {
      byte[] altered = bytes.clone();
      altered[bit / 8] ^= (byte) (1 << (bit % 8));
      String what = "bit " + bit;
      CloisterException e =
          assertThrows(
              CloisterException.class,
              () -> policy.check(SignedNote.read(altered)).requireQuorum(),
              what);
      assertTrue(
          Set.of(
                  ErrorCode.CHECKPOINT_INVALID,
                  ErrorCode.SIGNATURE_INVALID,
                  ErrorCode.QUORUM_MISSING)
              .contains(e.code()),
          what);
    }
  }

  @Test
  void check_unknownOrRepeatedLines_areIgnoredWithAWarning() {
    SignedNote note = SignedNote.read(utf8(NOTES.get("checkpoints").get(1).get("note").asText()));
    SignatureLine log = note.signatures().get(0);
    SignatureLine w0 = note.signatures().get(1);
    SignatureLine unknown = new SignatureLine("else.example/w", 7, w0.value());
    SignatureLine sameNameOtherId = new SignatureLine(W0.name(), 7, w0.value());
    SignatureLine badRepeat = new SignatureLine(w0.name(), w0.keyId(), log.value());
    SignedNote more =
        new SignedNote(note.text(), List.of(unknown, log, w0, sameNameOtherId, badRepeat));
    CheckpointCheck check = policy(2).check(more);
    assertEquals(Set.of(W0.name()), check.witnesses());
    assertEquals(3, check.notes().warnings().size());
    assertEquals(false, check.quorum());
    assertEquals(
        ErrorCode.QUORUM_MISSING,
        assertThrows(CloisterException.class, check::requireQuorum).code());
    SignedNote badFirst = new SignedNote(note.text(), List.of(log, badRepeat, w0));
    assertEquals(
        ErrorCode.SIGNATURE_INVALID,
        assertThrows(CloisterException.class, () -> policy(2).check(badFirst)).code());
  }

  @Test
  void check_withoutTheLogsLine_isRefused() {
    SignedNote note = SignedNote.read(utf8(NOTES.get("checkpoints").get(1).get("note").asText()));
    SignedNote without = new SignedNote(note.text(), note.signatures().subList(1, 3));
    assertEquals(
        ErrorCode.SIGNATURE_INVALID,
        assertThrows(CloisterException.class, () -> policy(2).check(without)).code());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "\n\n",
        "text\n",
        "text\n\n",
        "text\n\n\n",
        "\n\n\u2014 a AAAAAAA=\n",
        "text\n\n\u2014 a AAAAAAA=",
        "text\n\n- a AAAAAAA=\n",
        "text\n\n\u2014 a+b AAAAAAA=\n",
        "text\n\n\u2014 a  AAAAAAA=\n",
        "text\n\n\u2014  AAAAAAA=\n",
        "text\n\n\u2014 a AAAAAA==\n",
        "text\n\n\u2014 a AAAAAAB=\n",
        "text\n\n\u2014 a AAAAAAA=\r\n",
        "te\txt\n\n\u2014 a AAAAAAA=\n",
        "text\n\n\u2014 a\u00a0b AAAAAAA=\n",
        "text\n\u2014 a AAAAAAA=\n"
      })
  void read_malformedNote_isRefused(String text) {
    CloisterException e =
        assertThrows(
            CloisterException.class,
            () -> Checkpoint.read(SignedNote.read(utf8(text)).text()),
            text);
    assertEquals(ErrorCode.CHECKPOINT_INVALID, e.code());
  }

  @Test
  void read_manySignaturesOrTooLong_isBounded() {
    String line = "\u2014 a AAAAAAA=\n";
    assertEquals(100, SignedNote.read(utf8("text\n\n" + line.repeat(100))).signatures().size());
    for (String text : List.of("text\n\n" + line.repeat(101), "x".repeat(70_000) + "\n\n" + line)) {
      assertEquals(
          ErrorCode.CHECKPOINT_INVALID,
          assertThrows(CloisterException.class, () -> SignedNote.read(utf8(text))).code());
    }
    byte[] bad = utf8("text\n\n" + line);
    bad[0] = (byte) 0xff;
    assertThrows(CloisterException.class, () -> SignedNote.read(bad));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "o\n+5\nU5d5g43liU3TwiUIs3XKskyHUP6920SdrSVo8jmOizQ=\n",
        "o\n007\nU5d5g43liU3TwiUIs3XKskyHUP6920SdrSVo8jmOizQ=\n",
        "o\n\u0665\nU5d5g43liU3TwiUIs3XKskyHUP6920SdrSVo8jmOizQ=\n",
        "o\n-1\nU5d5g43liU3TwiUIs3XKskyHUP6920SdrSVo8jmOizQ=\n",
        "o\n9007199254740992\nU5d5g43liU3TwiUIs3XKskyHUP6920SdrSVo8jmOizQ=\n",
        "o\n99999999999999999999\nU5d5g43liU3TwiUIs3XKskyHUP6920SdrSVo8jmOizQ=\n",
        "o\n1\nU5d5g43liU3TwiUIs3XKskyHUP6920SdrSVo8jmOizR=\n",
        "o\n1\nU5d5g43liU3TwiUIs3XKskyHUP6920SdrSVo8jmOizQ\n",
        "o\n1\nAAAA\n",
        "o\n1\n",
        "o x\n1\nU5d5g43liU3TwiUIs3XKskyHUP6920SdrSVo8jmOizQ=\n",
        "o\n1\nU5d5g43liU3TwiUIs3XKskyHUP6920SdrSVo8jmOizQ=\nextension\n",
        "o\n1\nU5d5g43liU3TwiUIs3XKskyHUP6920SdrSVo8jmOizQ=",
        "\n1\nU5d5g43liU3TwiUIs3XKskyHUP6920SdrSVo8jmOizQ=\n",
        ""
      })
  void read_malformedCheckpoint_isRefused(String text) {
    assertEquals(
        ErrorCode.CHECKPOINT_INVALID,
        assertThrows(CloisterException.class, () -> Checkpoint.read(text)).code());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "a+b",
        "a+b+c",
        "a+00000000+AScb",
        "+d8d6accb+ASc5SlGu960lGVxEpfAP01KdB9dsg/oU7k1qk1AqFgAr",
        "ledger.example/fl/demo+d8d6accc+ASc5SlGu960lGVxEpfAP01KdB9dsg/oU7k1qk1AqFgAr",
        "ledger.example/fl/demo+D8D6ACCB+ASc5SlGu960lGVxEpfAP01KdB9dsg/oU7k1qk1AqFgAr",
        "other.example+d8d6accb+ASc5SlGu960lGVxEpfAP01KdB9dsg/oU7k1qk1AqFgAr",
        "ledger.example/fl/demo+d8d6accb+AQ==",
        "ledger.example/fl/demo+d8d6accb+"
      })
  void of_malformedVkey_isRefused(String vkey) {
    assertEquals(
        ErrorCode.KEY_INVALID,
        assertThrows(CloisterException.class, () -> NoteKey.of(vkey)).code());
  }
}
