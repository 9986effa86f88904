package org.cloister.app.cli;

import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.cloister.app.audit.Evidence;
import org.cloister.app.audit.LedgerFolder;
import org.cloister.app.ledger.ExportRecord;
import org.cloister.app.record.Json;
import org.cloister.ledger.note.Checkpoint;
import org.cloister.model.Digest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "export",
    description =
        "Packs a ledger with its verification and report; the same one gives the same bytes.")
final class EvidenceExportCommand implements Callable<Integer> {

  private final Console console;
  private final Evidence evidence;
  private final ExportRecord record;

  @Parameters(paramLabel = "DIR", description = "The folder of a ledger, or of a run that has one.")
  private Path folder = Path.of("");

  @Mixin LedgerChecks checks = new LedgerChecks();

  @Option(names = "--to", paramLabel = "FILE", required = true, description = "The archive.")
  private Path to = Path.of("");

  @ArgGroup(exclusive = true, multiplicity = "1")
  private How how = new How();

  @Mixin OutputForm form = new OutputForm();

  /** Noted on the ledger, or not. */
  static final class How {
    @ArgGroup(exclusive = false)
    private @Nullable Handed handed; // picocli makes it if one of its options is there

    @Option(
        names = "--unrecorded",
        required = true,
        description = "For whoever has only a copy: the ledger does not note this export.")
    @SuppressWarnings("unused") // given, it only has to stand in the place of the others
    private boolean unrecorded;
  }

  /** What the ledger is told. */
  static final class Handed {
    @Option(
        names = "--recipient",
        paramLabel = "WHO",
        required = true,
        description = "Who gets it; the ledger notes that.")
    private String recipient = "";

    @Option(
        names = "--reason",
        paramLabel = "TEXT",
        required = true,
        description = "Why, for the ledger.")
    private String reason = "";

    @Option(
        names = "--by",
        paramLabel = "WHO",
        description = "Who hands it out, as a pseudonym; default coordinator.")
    private String by = "coordinator";
  }

  @Inject
  EvidenceExportCommand(Console console, Evidence evidence, ExportRecord record) {
    this.console = console;
    this.evidence = evidence;
    this.record = record;
  }

  @Override
  public Integer call() {
    Evidence.Made made =
        evidence.export(
            LedgerFolder.of(folder), checks.words(), checks.trust.policy(), to, this::note);
    console.result(
        Json.object()
            .put("archive", to.toString())
            .put("sha256", made.digest().toString())
            .put("origin", made.head().origin())
            .put("size", made.head().size())
            .set("verification", made.verification().json()),
        to + ": " + made.digest() + ", " + made.verdict() + "\n");
    return made.verification().exit();
  }

  private void note(Digest archive, Checkpoint head) {
    Handed handed = how.handed;
    if (handed != null) {
      record.note(
          folder,
          new ExportRecord.Handed(handed.by, handed.recipient, handed.reason, archive, head));
    }
  }
}
