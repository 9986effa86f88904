package org.cloister.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cloister.app.audit.EntryLine;
import org.cloister.app.audit.LedgerFolder;
import org.cloister.app.record.Json;
import org.cloister.ledger.log.LedgerReader;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "show", description = "Lists entries of a ledger, or prints one; verifies nothing.")
final class LedgerShowCommand implements Callable<Integer> {

  private static final int MOST = 10_000;

  private final Console console;

  @Parameters(paramLabel = "DIR", description = "The folder of a ledger, or of a run that has one.")
  private Path folder = Path.of("");

  @Option(names = "--entry", paramLabel = "N", description = "The one entry at this position.")
  private Optional<Long> entry = Optional.empty();

  @Option(names = "--from", paramLabel = "N", description = "The first position to look at.")
  private Optional<Long> from = Optional.empty();

  @Option(
      names = "--count",
      paramLabel = "N",
      description = "How many positions, 1 to 10000; default 100, the last ones without --from.")
  private long count = 100;

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      description = "Shows only entries of this type, such as incident.")
  private Optional<String> type = Optional.empty();

  @Mixin OutputForm form = new OutputForm();

  @Inject
  LedgerShowCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    CloisterException.require(
        count >= 1 && count <= MOST,
        ErrorCode.USAGE,
        "--count must be 1 to " + MOST + ", was " + count + ".");
    LedgerReader ledger = LedgerFolder.open(folder);
    if (entry.isPresent()) {
      JsonNode one = EntryLine.of(ledger.stored(entry.get()).toArray()).entry();
      console.result(one, Json.pretty(one));
      return ExitCode.OK;
    }
    long size = ledger.head().size();
    long first = from.orElse(Math.max(0, size - count));
    ObjectNode json = Json.object();
    json.put("origin", ledger.head().origin()).put("size", size);
    json.put("root", "sha256:" + ledger.head().root().hex());
    ArrayNode entries = json.putArray("entries");
    StringBuilder text = new StringBuilder();
    ledger.each(
        first,
        first + count,
        stored -> {
          EntryLine line = EntryLine.of(stored);
          if (type.isEmpty() || type.get().equals(line.type())) {
            entries.add(line.entry());
            text.append(line.text()).append('\n');
          }
        });
    text.append(ledger.head().origin()).append(": ").append(size).append(" entries, root sha256:");
    text.append(ledger.head().root().hex()).append('\n');
    console.result(json, text.toString());
    return ExitCode.OK;
  }
}
