package org.cloister.app.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.cloister.app.audit.Evidence;
import org.cloister.app.record.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "check",
    description = "Checks that an archive is as it was made, and verifies the ledger in it.")
final class EvidenceCheckCommand implements Callable<Integer> {

  private final Console console;
  private final Evidence evidence;

  @Parameters(paramLabel = "FILE", description = "An archive of evidence.")
  private Path archive = Path.of("");

  @Mixin LedgerChecks checks = new LedgerChecks();

  @Mixin OutputForm form = new OutputForm();

  @Inject
  EvidenceCheckCommand(Console console, Evidence evidence) {
    this.console = console;
    this.evidence = evidence;
  }

  @Override
  public Integer call() {
    boolean json = console.format() == Format.JSON;
    Evidence.Checked checked = evidence.check(archive, checks.words(), json ? "json" : "text");
    ObjectNode data = Json.object().put("files", checked.files()).put("program", checked.program());
    if (json) {
      data.set("verification", checked.verification().json());
    }
    console.result(
        data,
        "All "
            + checked.files()
            + " files are as the manifest says; the ledger in it:\n\n"
            + checked.verification().output());
    return checked.verification().exit();
  }
}
