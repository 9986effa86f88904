package org.cloister.app.cli;

import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cloister.app.audit.Verification;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "verify",
    description = "Verifies that an entry is on its ledger, by the receipt and your keys alone.")
final class ReceiptVerifyCommand implements Callable<Integer> {

  private final Auditor auditor;

  @Parameters(
      paramLabel = "FILE",
      description = "A receipt: what a site keeps in receipts, or ledger prove gives.")
  private Path receipt = Path.of("");

  @Mixin TrustOptions trust = new TrustOptions();

  @Option(
      names = "--entry",
      paramLabel = "FILE",
      description = "The entry, where the receipt does not carry it.")
  private Optional<Path> entry = Optional.empty();

  @Mixin OutputForm form = new OutputForm();

  @Inject
  ReceiptVerifyCommand(Auditor auditor) {
    this.auditor = auditor;
  }

  @Override
  public Integer call() {
    List<String> line = new ArrayList<>(List.of("receipt", Verification.word(receipt)));
    line.addAll(trust.words());
    entry.ifPresent(file -> line.addAll(List.of("--entry", Verification.word(file))));
    return auditor.verify(line);
  }
}
