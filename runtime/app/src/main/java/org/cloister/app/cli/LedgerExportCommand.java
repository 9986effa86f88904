package org.cloister.app.cli;

import jakarta.inject.Inject;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cloister.app.audit.LedgerFolder;
import org.cloister.app.record.AtomicFile;
import org.cloister.app.record.Json;
import org.cloister.ledger.log.LedgerReader;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "export",
    description =
        "Writes all entries as they are stored, one JSON object a line, for jq and other tools.")
final class LedgerExportCommand implements Callable<Integer> {

  private final Console console;

  @Parameters(paramLabel = "DIR", description = "The folder of a ledger, or of a run that has one.")
  private Path folder = Path.of("");

  @Option(names = "--to", paramLabel = "FILE", description = "Writes them there.")
  private Optional<Path> to = Optional.empty();

  @Mixin OutputForm form = new OutputForm();

  @Inject
  LedgerExportCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    LedgerReader ledger = LedgerFolder.open(folder);
    if (to.isEmpty()) {
      try (OutputStream out = new BufferedOutputStream(console.rows(), 1 << 16)) {
        write(ledger, out);
      } catch (IOException e) {
        throw new CloisterException(
            ErrorCode.STORAGE_FAILED,
            "The entries must be written to standard output, which failed.",
            e);
      }
      return ExitCode.OK;
    }
    AtomicFile.write(
        to.get(),
        channel -> {
          OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
          write(ledger, out);
        });
    console.result(
        Json.object().put("entries", ledger.head().size()).put("file", to.get().toString()),
        to.get() + "\n");
    return ExitCode.OK;
  }

  private static void write(LedgerReader ledger, OutputStream out) throws IOException {
    try {
      ledger.each(
          0,
          ledger.head().size(),
          stored -> {
            try {
              out.write(stored);
              out.write('\n');
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    out.flush();
  }
}
