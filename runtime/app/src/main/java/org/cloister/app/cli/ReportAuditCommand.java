package org.cloister.app.cli;

import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.cloister.app.audit.AuditPage;
import org.cloister.app.audit.LedgerFolder;
import org.cloister.app.record.AtomicFile;
import org.cloister.app.record.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "audit",
    description = "Verifies a ledger and writes what it says as one page for people, to print.")
final class ReportAuditCommand implements Callable<Integer> {

  private final Console console;
  private final AuditPage page;

  @Parameters(paramLabel = "DIR", description = "The folder of a ledger, or of a run that has one.")
  private Path folder = Path.of("");

  @Mixin LedgerChecks checks = new LedgerChecks();

  @Option(names = "--to", paramLabel = "FILE", required = true, description = "Writes it there.")
  private Path to = Path.of("");

  @Mixin OutputForm form = new OutputForm();

  @Inject
  ReportAuditCommand(Console console, AuditPage page) {
    this.console = console;
    this.page = page;
  }

  @Override
  public Integer call() {
    AuditPage.Made made = page.of(LedgerFolder.of(folder), checks.words());
    AtomicFile.write(to, made.html());
    console.result(
        Json.object().put("report", to.toString()).set("verification", made.verification().json()),
        to + ": " + made.verification().verdict() + "\n");
    return made.verification().exit();
  }
}
