package org.cloister.ledger.note;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cloister.crypto.CryptoSuite;
import org.cloister.crypto.MlDsa44SigningKey;
import org.cloister.crypto.SecretBytes;
import org.cloister.crypto.SigningKey;
import org.cloister.ledger.Vectors;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/**
 * A log's second line. The notes in the resources were put together by a program of its own, from
 * the text of C2SP tlog-cosignature: that of time 0 signed by JDK 25 (deterministically), that with
 * a time by OpenSSL 4.0 (with randomness), under the seeds 20 21 .. 3f of Ed25519 and 00 01 .. 1f
 * of ML-DSA-44.
 */
class MlDsaLineTests {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final byte[] NOTE = resource("ml-dsa-44.note");
  private static final WitnessPolicy POLICY = WitnessPolicy.read(resource("ml-dsa-44.policy"));
  private static final NoteKey FIRST = POLICY.logs().get(0);
  private static final NoteKey SECOND = POLICY.logs().get(1);
  private static final String ORIGIN = "ledger.example/fl/demo";

  private static byte[] resource(String name) {
    try (InputStream in = Vectors.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SecretBytes seed(int from) {
    byte[] seed = new byte[32];
    for (int i = 0; i < seed.length; i++) {
      seed[i] = (byte) (from + i);
    }
    return SecretBytes.owning(seed);
  }

  private static LogSigner signer() {
    try (SecretBytes first = seed(32);
        SecretBytes second = seed(0)) {
      return new LogSigner(
          ORIGIN,
          CryptoSuite.STANDARD.signingKeyFromSeed(first),
          Optional.of(MlDsa44SigningKey.fromSeed(second)));
    }
  }

  private static SignedNote note() {
    return SignedNote.read(NOTE);
  }

  private static SignedNote with(SignatureLine... lines) {
    return new SignedNote(note().text(), List.of(lines));
  }

  private static WitnessPolicy policy(String text) {
    return WitnessPolicy.read(text.getBytes(StandardCharsets.UTF_8));
  }

  private static void refused(ErrorCode code, Executable action) {
    assertEquals(code, assertThrows(CloisterException.class, action).code());
  }

  private static void refused(SignedNote note) {
    refused(ErrorCode.SIGNATURE_INVALID, () -> POLICY.check(note));
  }

  @Test
  void check_notesOfOtherPrograms_hold() {
    CheckpointCheck check = POLICY.check(note());
    assertEquals(List.of(FIRST, SECOND), keys(check));
    assertEquals(List.of(), check.notes().warnings());
    assertEquals(Optional.empty(), check.notes().signatures().get(1).time());
    CheckpointCheck timed = POLICY.check(SignedNote.read(resource("ml-dsa-44-timed.note")));
    assertEquals(
        Optional.of(Instant.ofEpochSecond(1767323045)), timed.notes().signatures().get(1).time());
    assertEquals(new String(resource("ml-dsa-44.policy"), StandardCharsets.UTF_8), POLICY.text());
    assertEquals(NoteKeyType.COSIGNER_ML_DSA_44, SECOND.type());
  }

  private static List<NoteKey> keys(CheckpointCheck check) {
    return check.notes().signatures().stream().map(VerifiedSignature::key).toList();
  }

  @Test
  void sign_seedsOfTheVector_giveItsNoteByteForByte() {
    LogSigner log = signer();
    assertEquals(List.of(FIRST, SECOND), log.keys());
    assertArrayEquals(NOTE, log.sign(Checkpoint.read(note().text())).toBytes());
  }

  @Test
  void check_aBitOfEveryByteFlipped_isRefused() {
    requireNoticed(7);
  }

  @Tag("large")
  @Test
  void check_everyBitFlip_isRefused() {
    requireNoticed(1);
  }

  private static void requireNoticed(int step) {
    for (int bit = 0; bit < 8 * NOTE.length; bit += step) {
      byte[] altered = NOTE.clone();
      altered[bit / 8] ^= (byte) (1 << (bit % 8));
      CloisterException e =
          assertThrows(
              CloisterException.class, () -> POLICY.check(SignedNote.read(altered)), "bit " + bit);
      assertTrue(
          Set.of(ErrorCode.CHECKPOINT_INVALID, ErrorCode.SIGNATURE_INVALID).contains(e.code()));
    }
  }

  @Test
  void check_everyTruncation_isRefused() {
    for (int length = 0; length < NOTE.length; length++) {
      byte[] cut = java.util.Arrays.copyOf(NOTE, length);
      assertThrows(CloisterException.class, () -> POLICY.check(SignedNote.read(cut)));
    }
  }

  @Test
  void check_oneLineMissing_isRefusedWhicheverItIs() {
    SignatureLine first = note().signatures().get(0);
    SignatureLine second = note().signatures().get(1);
    refused(with(first));
    refused(with(second));
    assertEquals(List.of(SECOND, FIRST), keys(POLICY.check(with(second, first))));
  }

  @Test
  void check_lineOfAnotherKeyOrHead_isRefused() {
    SignatureLine first = note().signatures().get(0);
    SignatureLine second = note().signatures().get(1);
    Checkpoint head = Checkpoint.read(note().text());
    try (MlDsa44SigningKey other = MlDsa44SigningKey.generate(RANDOM)) {
      NoteKey foreign = new NoteKey(ORIGIN, NoteKeyType.COSIGNER_ML_DSA_44, other.verifyingKey());
      SignatureLine theirs = Cosignatures.log(foreign, other, head);
      refused(with(first, theirs));
      refused(with(first, new SignatureLine(ORIGIN, second.keyId(), theirs.value())));
      refused(with(first, theirs, new SignatureLine(ORIGIN, second.keyId(), theirs.value())));
      assertEquals(1, POLICY.check(with(first, theirs, second)).notes().warnings().size());
    }
    Checkpoint later = new Checkpoint(ORIGIN, 2, head.root());
    refused(with(first, signer().sign(later).signatures().get(1)));
    refused(with(signer().sign(later).signatures().get(0), second));
  }

  /** The name of who signs is in what is signed: no line can be moved to another name. */
  @Test
  void check_lineOfTheSameKeyUnderAnotherName_isRefused() {
    SignatureLine first = note().signatures().get(0);
    SignatureLine second = note().signatures().get(1);
    NoteKey renamed = new NoteKey("other.example/log", SECOND.type(), SECOND.key());
    WitnessPolicy other =
        policy("log " + FIRST.vkey() + "\nwitness w " + renamed.vkey() + "\nquorum w\n");
    SignatureLine moved = new SignatureLine(renamed.name(), renamed.keyId(), second.value());
    refused(ErrorCode.SIGNATURE_INVALID, () -> other.check(with(first, moved)));
  }

  @Test
  void check_policyWithoutTheKey_ignoresTheLineWithAWarning() {
    WitnessPolicy older = policy("log " + FIRST.vkey() + "\nquorum none\n");
    CheckpointCheck check = older.check(note());
    assertEquals(List.of(FIRST), keys(check));
    assertEquals(1, check.notes().warnings().size());
    older.check(with(note().signatures().get(0)));
  }

  @Test
  void check_twoSecondKeysOfALog_oneOfThemIsEnough() {
    try (MlDsa44SigningKey next = MlDsa44SigningKey.generate(RANDOM)) {
      NoteKey added = new NoteKey(ORIGIN, NoteKeyType.COSIGNER_ML_DSA_44, next.verifyingKey());
      WitnessPolicy both = policy(POLICY.text() + "log " + added.vkey() + "\n");
      both.check(note());
      refused(ErrorCode.SIGNATURE_INVALID, () -> both.check(with(note().signatures().get(0))));
    }
  }

  /** A witness may have such a key, as tlog-policy says; then its line has to say when. */
  @Test
  void check_witnessWithSuchAKey_countsIfItSaysWhen() {
    Checkpoint head = Checkpoint.read(note().text());
    try (MlDsa44SigningKey own = MlDsa44SigningKey.generate(RANDOM)) {
      NoteKey witness =
          new NoteKey("w.example", NoteKeyType.COSIGNER_ML_DSA_44, own.verifyingKey());
      WitnessPolicy asks =
          policy("log " + FIRST.vkey() + "\nwitness w " + witness.vkey() + "\nquorum w\n");
      SignatureLine first = note().signatures().get(0);
      Instant now = Instant.ofEpochSecond(1_800_000_000);
      SignatureLine line = Cosignatures.witness(witness, own, head, now);
      CheckpointCheck check = asks.check(with(first, line)).requireQuorum();
      assertEquals(Set.of("w"), check.witnesses());
      assertEquals(Optional.of(now), check.notes().signatures().get(1).time());
      assertEquals(false, asks.check(with(first)).quorum());
      SignatureLine timeless = Cosignatures.witness(witness, own, head, Instant.EPOCH);
      refused(ErrorCode.SIGNATURE_INVALID, () -> asks.check(with(first, timeless)));
      SignatureLine negative = Cosignatures.witness(witness, own, head, Instant.ofEpochSecond(-1));
      refused(ErrorCode.SIGNATURE_INVALID, () -> asks.check(with(first, negative)));
    }
  }

  @Test
  void read_policiesThatCannotBeMet_areRefused() {
    refused(
        ErrorCode.WITNESS_POLICY_INVALID, () -> policy("log " + SECOND.vkey() + "\nquorum none\n"));
    refused(
        ErrorCode.WITNESS_POLICY_INVALID,
        () -> policy(POLICY.text() + "log " + SECOND.vkey() + "\n"));
    refused(
        ErrorCode.WITNESS_POLICY_INVALID,
        () -> policy(POLICY.text() + "witness w " + SECOND.vkey() + "\n"));
    StringBuilder twelve = new StringBuilder(POLICY.text());
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 13; i++) {
      try (MlDsa44SigningKey key = MlDsa44SigningKey.generate(RANDOM)) {
        NoteKey witness = new NoteKey("w" + i, NoteKeyType.COSIGNER_ML_DSA_44, key.verifyingKey());
        lines.add("witness w" + i + " " + witness.vkey() + "\n");
      }
    }
    lines.subList(0, 12).forEach(twelve::append);
    assertEquals(12, policy(twelve.toString()).witnesses().size());
    refused(ErrorCode.WITNESS_POLICY_INVALID, () -> policy(twelve.toString() + lines.get(12)));
  }

  @Test
  void key_otherAlgorithmLengthOrLongName_isRefused() {
    try (SigningKey classic = CryptoSuite.STANDARD.generateSigningKey(RANDOM)) {
      refused(
          ErrorCode.KEY_INVALID,
          () -> new NoteKey("w", NoteKeyType.COSIGNER_ML_DSA_44, classic.verifyingKey()));
      refused(ErrorCode.KEY_INVALID, () -> new LogSigner(ORIGIN, classic, Optional.of(classic)));
    }
    refused(ErrorCode.KEY_INVALID, () -> new NoteKey("w", NoteKeyType.LOG, SECOND.key()));
    refused(ErrorCode.KEY_INVALID, () -> new NoteKey("w", NoteKeyType.WITNESS, SECOND.key()));
    new NoteKey("x".repeat(255), NoteKeyType.COSIGNER_ML_DSA_44, SECOND.key());
    refused(
        ErrorCode.KEY_INVALID,
        () -> new NoteKey("\u00e9".repeat(128), NoteKeyType.COSIGNER_ML_DSA_44, SECOND.key()));
    String vkey = SECOND.vkey();
    assertEquals(SECOND, NoteKey.of(vkey));
    refused(ErrorCode.KEY_INVALID, () -> NoteKey.of(vkey.substring(0, vkey.length() - 4)));
    refused(ErrorCode.KEY_INVALID, () -> NoteKey.of(vkey.replace(ORIGIN, "other.example")));
  }

  @Test
  void note_linesBeyondItsLength_areRefusedBeforeTheyAreWritten() {
    List<SignatureLine> many = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      many.add(new SignatureLine("w" + i, i, note().signatures().get(1).value()));
    }
    SignedNote some = note().with(many.subList(0, 18));
    assertEquals(some, SignedNote.read(some.toBytes()));
    refused(ErrorCode.CHECKPOINT_INVALID, () -> note().with(many));
  }
}
