package org.cloister.app.cli;

import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cloister.app.audit.LedgerFolder;
import org.cloister.app.audit.Verification;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "compare",
    description = "Tells whether of two ledgers, or checkpoints, one continues the other.")
final class LedgerCompareCommand implements Callable<Integer> {

  private final Auditor auditor;

  @Parameters(
      index = "0",
      paramLabel = "A",
      description = "The folder of a ledger or a run, or a checkpoint.")
  private Path one = Path.of("");

  @Parameters(index = "1", paramLabel = "B", description = "The other.")
  private Path other = Path.of("");

  @Mixin TrustOptions trust = new TrustOptions();

  @Option(
      names = "--proof",
      paramLabel = "FILE",
      description = "Proves one checkpoint to continue the other: what ledger prove --since gives.")
  private Optional<Path> proof = Optional.empty();

  @Mixin OutputForm form = new OutputForm();

  @Inject
  LedgerCompareCommand(Auditor auditor) {
    this.auditor = auditor;
  }

  @Override
  public Integer call() {
    List<String> line = new ArrayList<>(List.of("compare"));
    line.add(Verification.word(LedgerFolder.of(one)));
    line.add(Verification.word(LedgerFolder.of(other)));
    line.addAll(trust.words());
    proof.ifPresent(file -> line.addAll(List.of("--proof", Verification.word(file))));
    return auditor.verify(line);
  }
}
