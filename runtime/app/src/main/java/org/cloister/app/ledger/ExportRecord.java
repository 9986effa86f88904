package org.cloister.app.ledger;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cloister.identity.Federation;
import org.cloister.identity.Member;
import org.cloister.identity.PartyKeys;
import org.cloister.ledger.entry.BodySigner;
import org.cloister.ledger.entry.Export;
import org.cloister.ledger.entry.Head;
import org.cloister.ledger.entry.SignedBody;
import org.cloister.ledger.log.Commit;
import org.cloister.ledger.log.LedgerListener;
import org.cloister.ledger.log.LedgerSettings;
import org.cloister.ledger.log.LedgerWriter;
import org.cloister.ledger.log.WitnessAnswer;
import org.cloister.ledger.note.Checkpoint;
import org.cloister.ledger.note.LogSigner;
import org.cloister.ledger.note.SignatureLine;
import org.cloister.ledger.note.WitnessPolicy;
import org.cloister.ledger.note.WitnessSigner;
import org.cloister.ledger.store.FileLedgerStore;
import org.cloister.ledger.witness.AddCheckpoint;
import org.cloister.ledger.witness.Witness;
import org.cloister.model.CloisterException;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;
import org.cloister.node.LocalFederation;

/** Notes on the ledger of a run that is over that evidence was handed out, with the run's keys. */
public final class ExportRecord {

  private final Clock clock;

  /** Entries get their times from {@code clock}. */
  public ExportRecord(Clock clock) {
    this.clock = clock;
  }

  /**
   * Who handed out what to whom.
   *
   * @param by who, as a pseudonymous identity
   * @param recipient to whom
   * @param reason why
   * @param archive the digest of the archive
   * @param head the head that it covers
   */
  public record Handed(
      String by, String recipient, String reason, Digest archive, Checkpoint head) {}

  /**
   * Appends the entry and has it countersigned; it is published on return.
   *
   * @param out the folder of the run
   * @throws CloisterException CL-0914 if its keys are not here; CL-0904 if the run goes on; with
   *     another code of the ledger if it cannot be written
   */
  public void note(Path out, Handed handed) {
    Path folder = KeyFolder.of(out);
    CloisterException.require(
        KeyFolder.isComplete(folder),
        ErrorCode.KEY_INVALID,
        "The keys of the run must be in "
            + folder
            + " to note an export on its ledger, are not; whoever has a copy alone gives"
            + " --unrecorded.");
    KeyFolder.Kept kept = KeyFolder.read(folder);
    try {
      append(out, kept, handed);
    } finally {
      kept.keys().values().forEach(PartyKeys::close);
    }
  }

  private void append(Path out, KeyFolder.Kept kept, Handed handed) {
    Federation federation = kept.descriptor().federation();
    PartyKeys own = keys(kept, LocalFederation.COORDINATOR);
    WitnessPolicy policy = LedgerTerms.policy(federation);
    BodySigner signer = new BodySigner(federation.coordinator(), own.signing().ed25519());
    LedgerSettings settings =
        new LedgerSettings(
            new LogSigner(federation.log().name(), own.log(), own.secondLog()),
            signer,
            policy,
            clock,
            LedgerOfRun.SPACE,
            LedgerListener.none());
    Map<String, Witness> witnesses = witnesses(out, kept, policy);
    List<WitnessAnswer> known = new ArrayList<>();
    witnesses.forEach(
        (name, witness) ->
            known.add(new WitnessAnswer(name, witness.latestOf(federation.log().name()))));
    Export body =
        new Export(
            federation.log().name(),
            handed.by(),
            handed.recipient(),
            handed.reason(),
            handed.archive(),
            new Head(handed.head().size(), handed.head().root()));
    try (LedgerWriter writer =
        LedgerWriter.open(new FileLedgerStore(out.resolve("ledger")), settings, known)) {
      Commit commit = writer.commit(List.of(SignedBody.sign(body, signer)));
      List<SignatureLine> lines = new ArrayList<>();
      for (Witness witness : witnesses.values()) {
        long seen =
            witness
                .latestOf(federation.log().name())
                .map(note -> Checkpoint.read(note.text()).size())
                .orElse(0L);
        AddCheckpoint request =
            new AddCheckpoint(seen, writer.consistency(seen).hashes(), commit.note());
        lines.add(witness.add(request).requireCosigned());
      }
      writer.publish(commit, lines).check().requireQuorum();
    }
  }

  private Map<String, Witness> witnesses(Path out, KeyFolder.Kept kept, WitnessPolicy policy) {
    Federation federation = kept.descriptor().federation();
    Map<String, Witness> witnesses = new LinkedHashMap<>();
    for (Member member : federation.members()) {
      String name = member.witness().name();
      if (policy.witnesses().containsKey(name)) {
        witnesses.put(
            name,
            new Witness(
                federation.logs(),
                new WitnessSigner(name, keys(kept, member.name()).witness()),
                new FileLedgerStore(out.resolve("state").resolve("witness").resolve(member.name())),
                clock));
      }
    }
    return witnesses;
  }

  private static PartyKeys keys(KeyFolder.Kept kept, String party) {
    return Optional.ofNullable(kept.keys().get(party))
        .orElseThrow(
            () ->
                new CloisterException(
                    ErrorCode.KEY_INVALID,
                    "The key file of party " + party + " must be there, is not."));
  }
}
