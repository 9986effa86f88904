package org.cloister.ledger.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cloister.ledger.note.LogSigner;
import org.cloister.ledger.note.SignatureLine;
import org.cloister.ledger.note.SignedNote;
import org.cloister.ledger.note.WitnessPolicy;
import org.cloister.ledger.store.SimulatedDisk;
import org.cloister.ledger.witness.AddCheckpoint;
import org.cloister.ledger.witness.Answer;
import org.cloister.ledger.witness.Witness;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** A ledger whose log signs each head with Ed25519 and with ML-DSA-44. */
class TwoLinesTests {
  private final Federation federation = Federation.withMlDsa();
  private final SimulatedDisk disk = new SimulatedDisk();

  private static void refused(ErrorCode code, Executable action) {
    assertEquals(code, assertThrows(CloisterException.class, action).code());
  }

  private static SignedNote withoutLine(SignedNote note, int index) {
    List<SignatureLine> lines = new ArrayList<>(note.signatures());
    lines.remove(index);
    return new SignedNote(note.text(), lines);
  }

  @Test
  void append_withBothKeys_signsEveryHeadWithBoth() {
    Witness w0 = federation.witness(0, new SimulatedDisk());
    Witness w1 = federation.witness(1, new SimulatedDisk());
    long seen = 0;
    for (var batch : List.of(List.of(federation.genesis()), federation.contributions(0, 300))) {
      try (LedgerWriter writer = LedgerWriter.open(disk, federation.settings(), List.of())) {
        Commit commit = writer.commit(batch);
        List<SignatureLine> lines =
            List.of(
                Federation.ask(w0, writer, commit, seen).requireCosigned(),
                Federation.ask(w1, writer, commit, seen).requireCosigned());
        Published published = writer.publish(commit, lines);
        assertEquals(4, published.check().requireQuorum().notes().signatures().size());
        writer.receipt(seen).verify(federation.policy).checkpoint().requireQuorum();
        seen = commit.head().size();
      }
    }
    assertEquals(301, new FolderReader(federation.policy, true).read(disk.files()).size());
  }

  @Test
  void receipt_lineCutOut_isRefused() {
    try (LedgerWriter writer = LedgerWriter.open(disk, federation.settings(), List.of())) {
      writer.append(List.of(federation.genesis()));
      Receipt receipt = Receipt.read(writer.receipt(0).text());
      receipt.verify(federation.policy);
      for (int line : new int[] {0, 1}) {
        Receipt cut =
            new Receipt(
                receipt.entry(),
                receipt.index(),
                receipt.path(),
                withoutLine(receipt.checkpoint(), line));
        refused(ErrorCode.SIGNATURE_INVALID, () -> cut.verify(federation.policy));
      }
    }
  }

  @Test
  void open_committedHeadNotPublished_isSignedWithBothAgain() {
    SignedNote note;
    try (LedgerWriter writer = LedgerWriter.open(disk, federation.settings(), List.of())) {
      writer.append(List.of(federation.genesis()));
      note = writer.commit(federation.contributions(0, 1)).note();
    }
    try (LedgerWriter writer = LedgerWriter.open(disk, federation.settings(), List.of())) {
      SignedNote archived = SignedNote.read(disk.files().get(Paths.archived(2)));
      assertEquals(note, archived, "the same head has the same lines");
      federation.policy.check(writer.checkpoint().orElseThrow());
    }
  }

  @Test
  void open_lineCutOutOfAStoredHead_halts() {
    try (LedgerWriter writer = LedgerWriter.open(disk, federation.settings(), List.of())) {
      writer.append(List.of(federation.genesis()));
      writer.append(federation.contributions(0, 1));
    }
    for (String path : List.of(Paths.CHECKPOINT, Paths.archived(1), Paths.archived(2))) {
      for (int line : new int[] {0, 1}) {
        SimulatedDisk altered = disk.copy();
        SignedNote whole = SignedNote.read(disk.files().get(path));
        altered.tamper(path, withoutLine(whole, line).toBytes());
        refused(
            ErrorCode.LEDGER_CORRUPT,
            () -> LedgerWriter.open(altered, federation.settings(), List.of()));
      }
    }
  }

  @Test
  void witness_headWithoutOneOfTheLines_isNotCosigned() {
    Witness witness = federation.witness(0, new SimulatedDisk());
    try (LedgerWriter writer = LedgerWriter.open(disk, federation.settings(), List.of())) {
      Commit commit = writer.commit(List.of(federation.genesis()));
      for (int line : new int[] {0, 1}) {
        AddCheckpoint cut = new AddCheckpoint(0, List.of(), withoutLine(commit.note(), line));
        assertEquals(new Answer.Refused(Answer.Reason.BAD_SIGNATURE), witness.add(cut));
      }
      witness.add(new AddCheckpoint(0, List.of(), commit.note())).requireCosigned();
    }
  }

  /** A writer whose heads its own policy refuses would commit what it can never publish. */
  @Test
  void settings_policyAndSignerThatDisagree_areRefused() {
    LogSigner one = new Federation().log;
    LogSigner other =
        new LogSigner(Federation.ORIGIN, Federation.key(1), Optional.of(Federation.mlDsaKey(7)));
    WitnessPolicy alone = new Federation().policy;
    refused(ErrorCode.WITNESS_POLICY_INVALID, () -> settings(one, federation.policy));
    refused(ErrorCode.WITNESS_POLICY_INVALID, () -> settings(federation.log, alone));
    refused(ErrorCode.WITNESS_POLICY_INVALID, () -> settings(other, federation.policy));
    assertTrue(settings(federation.log, federation.policy).policy().logs().size() == 2);
  }

  private LedgerSettings settings(LogSigner log, WitnessPolicy policy) {
    return new LedgerSettings(
        log,
        federation.coordinator,
        policy,
        Federation.CLOCK,
        federation.noSpace,
        LedgerListener.none());
  }
}
