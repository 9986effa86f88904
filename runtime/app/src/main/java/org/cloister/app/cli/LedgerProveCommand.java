package org.cloister.app.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cloister.app.audit.LedgerFolder;
import org.cloister.app.record.AtomicFile;
import org.cloister.app.record.Json;
import org.cloister.ledger.log.LedgerReader;
import org.cloister.model.Digest;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "prove",
    description =
        "Proves that an entry is on a ledger, or that the ledger continues an older head.")
final class LedgerProveCommand implements Callable<Integer> {

  private final Console console;

  @Parameters(paramLabel = "DIR", description = "The folder of a ledger, or of a run that has one.")
  private Path folder = Path.of("");

  @ArgGroup(multiplicity = "1")
  private What what = new What();

  @Option(names = "--to", paramLabel = "FILE", description = "Writes the proof there.")
  private Optional<Path> to = Optional.empty();

  @Mixin OutputForm form = new OutputForm();

  /** One of them. */
  static final class What {
    @Option(
        names = "--entry",
        paramLabel = "N",
        description = "The receipt of the entry at this position, for receipt verify.")
    private Optional<Long> entry = Optional.empty();

    @Option(
        names = "--since",
        paramLabel = "SIZE",
        description = "That it continues its head of SIZE entries, for ledger compare --proof.")
    private Optional<Long> since = Optional.empty();
  }

  @Inject
  LedgerProveCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    LedgerReader ledger = LedgerFolder.open(folder);
    String proof =
        what.entry
            .map(seq -> ledger.receipt(seq).text())
            .orElseGet(() -> consistency(ledger, what.since.orElseThrow()));
    to.ifPresent(file -> AtomicFile.write(file, proof.getBytes(StandardCharsets.UTF_8)));
    ObjectNode json = Json.object().put("size", ledger.head().size()).put("proof", proof);
    console.result(json, to.isPresent() ? to.get() + "\n" : proof);
    return ExitCode.OK;
  }

  private static String consistency(LedgerReader ledger, long since) {
    StringBuilder lines = new StringBuilder();
    for (Digest hash : ledger.consistency(since).hashes()) {
      lines.append(Base64.getEncoder().encodeToString(hash.toBytes())).append('\n');
    }
    return lines.toString();
  }
}
