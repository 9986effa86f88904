package org.cloister.app.cli;

import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.cloister.app.audit.LedgerFolder;
import org.cloister.app.audit.Verification;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "verify",
    description = "Verifies a ledger with the auditor's own program, cloister-verify.")
final class LedgerVerifyCommand implements Callable<Integer> {

  private final Auditor auditor;

  @Parameters(paramLabel = "DIR", description = "The folder of a ledger, or of a run that has one.")
  private Path folder = Path.of("");

  @Mixin LedgerChecks checks = new LedgerChecks();

  @Mixin OutputForm form = new OutputForm();

  @Inject
  LedgerVerifyCommand(Auditor auditor) {
    this.auditor = auditor;
  }

  @Override
  public Integer call() {
    List<String> line = new ArrayList<>(List.of(Verification.word(LedgerFolder.of(folder))));
    line.addAll(checks.words());
    return auditor.verify(line);
  }
}
