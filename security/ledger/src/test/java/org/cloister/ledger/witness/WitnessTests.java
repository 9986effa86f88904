package org.cloister.ledger.witness;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.cloister.crypto.CryptoSuite;
import org.cloister.ledger.note.Checkpoint;
import org.cloister.ledger.note.LogSigner;
import org.cloister.ledger.note.NoteCheck;
import org.cloister.ledger.note.SignedNote;
import org.cloister.ledger.note.WitnessSigner;
import org.cloister.ledger.store.SimulatedDisk;
import org.cloister.ledger.tree.ConsistencyProof;
import org.cloister.ledger.tree.Tile;
import org.cloister.ledger.tree.TileSource;
import org.cloister.ledger.tree.TileTree;
import org.cloister.ledger.tree.TreeHasher;
import org.cloister.model.CloisterException;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WitnessTests {
  private static final String ORIGIN = "log.example/x";
  private static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochSecond(1767225600));

  private final LogSigner log = new LogSigner(ORIGIN, key());
  private final WitnessSigner signer = new WitnessSigner("w.example", key());
  private final SimulatedDisk disk = new SimulatedDisk();
  private final Witness witness = new Witness(List.of(log.key()), signer, disk, CLOCK);

  private static org.cloister.crypto.SigningKey key() {
    return CryptoSuite.STANDARD.generateSigningKey(new SecureRandom());
  }

  /** A tree of fewer than 256 leaves; histories differ from leaf {@code fork} on. */
  private static TileTree tree(int size, int fork) {
    byte[] hashes = new byte[256 * 32];
    for (int i = 0; i < 256; i++) {
      byte[] leaf = Digest.of("leaf " + i + (i >= fork ? " other" : "")).toBytes();
      System.arraycopy(leaf, 0, hashes, 32 * i, 32);
    }
    TileSource tiles = (Tile tile) -> java.util.Arrays.copyOf(hashes, 32 * tile.width());
    return new TileTree(tiles, size);
  }

  private AddCheckpoint request(int old, int size, int fork) {
    Checkpoint head = new Checkpoint(ORIGIN, size, tree(size, fork).root());
    ConsistencyProof proof = tree(size, fork).consistency(Math.min(old, size));
    return new AddCheckpoint(old, proof.hashes(), log.sign(head));
  }

  private long evidence() {
    return disk.files().keySet().stream().filter(path -> path.contains("/evidence/")).count();
  }

  private static Answer refused(Answer.Reason why) {
    return new Answer.Refused(why);
  }

  @Test
  void add_growingLog_isCosignedAndKept() {
    for (int size = 0, old = 0; size < 200; old = size, size += 1 + size / 3) {
      AddCheckpoint request = request(old, size, 999);
      Answer answer = witness.add(AddCheckpoint.read(request.toBytes()));
      SignedNote note = request.note().with(List.of(answer.requireCosigned()));
      var check = NoteCheck.of(note, List.of(log.key(), signer.key()));
      assertEquals(2, check.signatures().size());
      assertEquals(Optional.of(CLOCK.instant()), check.signatures().get(1).time());
      assertArrayEquals(
          request.note().toBytes(), disk.files().get(Digest.of(ORIGIN).hex() + "/checkpoint"));
      // Asking again for the same head is harmless.
      assertEquals(answer, witness.add(request(size, size, 999)));
    }
    assertEquals(0, evidence());
  }

  @Test
  void add_otherHistory_isRefusedAndKeptAsEvidence() {
    witness.add(request(0, 10, 999));
    assertEquals(refused(Answer.Reason.NOT_CONSISTENT), witness.add(request(10, 20, 5)));
    assertEquals(1, evidence());
    assertEquals(refused(Answer.Reason.NOT_CONSISTENT), witness.add(request(10, 10, 5)));
    assertEquals(2, evidence());
    assertEquals(refused(Answer.Reason.NOT_CONSISTENT), witness.add(request(10, 20, 5)));
    assertEquals(2, evidence());
    assertEquals(new Answer.Conflict(10), witness.add(request(0, 8, 999)));
    assertEquals(3, evidence());
    assertEquals(new Answer.Conflict(10), witness.add(request(0, 10, 3)));
    assertEquals(4, evidence());
    CloisterException e =
        assertThrows(
            CloisterException.class, () -> witness.add(request(10, 20, 5)).requireCosigned());
    assertEquals(ErrorCode.WITNESS_REFUSED, e.code());
    witness.add(request(10, 20, 999)).requireCosigned();
  }

  @Test
  void add_outOfDateOrNonsense_isAnsweredByTheRules() {
    witness.add(request(0, 10, 999));
    assertEquals(new Answer.Conflict(10), witness.add(request(0, 20, 999)));
    assertEquals(new Answer.Conflict(10), witness.add(request(5, 20, 999)));
    assertEquals(refused(Answer.Reason.BAD_REQUEST), witness.add(request(11, 10, 999)));
    assertEquals(0, evidence());
    AddCheckpoint good = request(10, 20, 999);
    List<Digest> more = new ArrayList<>(good.proof());
    more.add(Digest.of("more"));
    assertEquals(
        refused(Answer.Reason.NOT_CONSISTENT),
        witness.add(new AddCheckpoint(10, more, good.note())));
    assertEquals(
        refused(Answer.Reason.NOT_CONSISTENT),
        witness.add(new AddCheckpoint(10, List.of(), good.note())));
    LogSigner stranger = new LogSigner(ORIGIN, key());
    SignedNote forged = stranger.sign(Checkpoint.read(good.note().text()));
    assertEquals(
        refused(Answer.Reason.BAD_SIGNATURE),
        witness.add(new AddCheckpoint(10, good.proof(), forged)));
    LogSigner elsewhere = new LogSigner("else.example", key());
    SignedNote foreign = elsewhere.sign(new Checkpoint("else.example", 3, tree(3, 999).root()));
    assertEquals(
        refused(Answer.Reason.UNKNOWN_LOG), witness.add(new AddCheckpoint(0, List.of(), foreign)));
    assertEquals(List.of(404, 403, 400, 422), statuses());
    assertEquals(Optional.empty(), witness.latestOf("else.example"));
    witness.add(good).requireCosigned();
  }

  private static List<Integer> statuses() {
    return java.util.Arrays.stream(Answer.Reason.values()).map(Answer.Reason::status).toList();
  }

  @Test
  void add_firstHead_needsNoProofAndTakesNone() {
    AddCheckpoint first = request(0, 7, 999);
    assertEquals(
        refused(Answer.Reason.NOT_CONSISTENT),
        witness.add(new AddCheckpoint(0, List.of(Digest.of("x")), first.note())));
    witness.add(first).requireCosigned();
  }

  /** Power is cut at every operation: a cosignature that was given is never contradicted later. */
  @Test
  void add_powerCutAnywhere_neverSignsTwoHistories() {
    for (int at = 1; at < 60; at++) {
      for (int outcome = 0; outcome < 4; outcome++) {
        SplittableRandom random = new SplittableRandom(100L * at + outcome);
        SimulatedDisk cut = new SimulatedDisk();
        Witness first = new Witness(List.of(log.key()), signer, cut, CLOCK);
        cut.cutPowerAt(at);
        long signed = 0;
        try {
          for (int size = 4; size <= 20; size += 4) {
            first.add(request((int) signed, size, 999)).requireCosigned();
            signed = size;
          }
        } catch (SimulatedDisk.PowerCut e) {
          // comes back below
        }
        Witness back = new Witness(List.of(log.key()), signer, cut.reboot(random), CLOCK);
        long latest =
            back.latestOf(ORIGIN).map(note -> Checkpoint.read(note.text()).size()).orElse(0L);
        assertTrue(latest >= signed, "cut " + at + ", outcome " + outcome);
        if (signed > 0) {
          Answer other = back.add(request((int) latest, 24, 2));
          assertEquals(refused(Answer.Reason.NOT_CONSISTENT), other);
        }
      }
    }
  }

  @Test
  void add_diskFails_signsNothing() {
    disk.failAt(1, Long.MAX_VALUE / 2);
    CloisterException e =
        assertThrows(CloisterException.class, () -> witness.add(request(0, 5, 999)));
    assertEquals(ErrorCode.LEDGER_STORAGE, e.code());
    disk.failAt(Long.MAX_VALUE / 4, 1);
    assertEquals(Optional.empty(), witness.latestOf(ORIGIN));
  }

  @Test
  void latestOf_damagedMemory_isRefused() {
    witness.add(request(0, 5, 999));
    disk.tamper(Digest.of(ORIGIN).hex() + "/checkpoint", new byte[] {1, 2});
    assertEquals(
        ErrorCode.LEDGER_CORRUPT,
        assertThrows(CloisterException.class, () -> witness.latestOf(ORIGIN)).code());
    assertEquals(
        ErrorCode.LEDGER_CORRUPT,
        assertThrows(CloisterException.class, () -> witness.add(request(0, 5, 1))).code());
  }

  /** Two histories raced from many threads: only one of them is ever signed. */
  @Test
  void add_concurrentHistories_signsOneOnly() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try {
      List<Future<Answer>> answers = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        int fork = i % 2 == 0 ? 999 : 2;
        answers.add(pool.submit(() -> witness.add(request(0, 10, fork))));
      }
      int signed = 0;
      for (Future<Answer> answer : answers) {
        signed += answer.get() instanceof Answer.Cosigned ? 1 : 0;
      }
      assertEquals(1, signed);
    } finally {
      pool.shutdownNow();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "old 0",
        "old 0\n",
        "old 0\n\n",
        "old -1\n\nx",
        "old 01\n\nx",
        "old\n\nx",
        "new 0\n\nx",
        "old 0\nAAAA\n\nx",
        "old 0\nnot base64\n\nx",
        "old 99999999999999999999\n\nx",
        "\n\n"
      })
  void read_malformedRequest_isRefused(String body) {
    assertEquals(
        ErrorCode.CHECKPOINT_INVALID,
        assertThrows(
                CloisterException.class,
                () -> AddCheckpoint.read(body.getBytes(StandardCharsets.UTF_8)))
            .code());
  }

  @Test
  void read_sixtyFourHashes_isRefused() {
    byte[] note = request(0, 5, 999).note().toBytes();
    String hash = Digest.of("x").hex();
    String line =
        java.util.Base64.getEncoder().encodeToString(java.util.HexFormat.of().parseHex(hash))
            + "\n";
    for (int count : new int[] {63, 64}) {
      byte[] head = ("old 0\n" + line.repeat(count) + "\n").getBytes(StandardCharsets.UTF_8);
      byte[] body = java.util.Arrays.copyOf(head, head.length + note.length);
      System.arraycopy(note, 0, body, head.length, note.length);
      if (count == 63) {
        assertEquals(63, AddCheckpoint.read(body).proof().size());
      } else {
        assertThrows(CloisterException.class, () -> AddCheckpoint.read(body));
      }
    }
    assertEquals(TreeHasher.digest(TreeHasher.emptyRoot()), tree(0, 999).root());
  }
}
