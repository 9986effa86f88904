package org.cloister.app.cli;

import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.cloister.app.conformance.ConformanceRun;
import org.cloister.app.conformance.ConformanceTerms;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.tck.ConformanceCase;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "secure-aggregation",
    description = {
      "Plays real sessions of a protocol of masked sums, with signatures of new parties, and says"
          + " of each attack what must become of it and what did.",
      "The honest session is always played, with the dropouts asked for, and its sum compared with"
          + " the plain one."
    })
final class ConformanceSessionsCommand implements Callable<Integer> {

  private static final int MOST_SITES = 10_000;
  private static final long MOST_ELEMENTS = 100_000_000;

  private final Console console;
  private final ConformanceRun run;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--protocol",
      paramLabel = "ID",
      description = "Which protocol; default ${DEFAULT-VALUE}.")
  private String protocol = "bonawitz";

  @Option(
      names = "--adversary",
      paramLabel = "NAME",
      split = ",",
      description = "Which adversaries, by name; all for every one. Default none.")
  private List<String> adversaries = List.of();

  @Option(
      names = "--sites",
      paramLabel = "N",
      description = "How many sites; default ${DEFAULT-VALUE}.")
  private int sites = 5;

  @Option(
      names = "--elements",
      paramLabel = "D",
      description = "How long the vectors are; default ${DEFAULT-VALUE}.")
  private long elements = 1_000;

  @Option(
      names = "--drop",
      paramLabel = "STEP:COUNT",
      split = ",",
      description =
          "How many sites of the honest session drop out instead of taking a step, such as"
              + " input:1; beyond what the protocol tolerates the session must be void. The protocol"
              + " names its steps; a wrong one is answered with the list.")
  private List<String> drops = List.of();

  @Option(
      names = "--suite",
      paramLabel = "S",
      description = "The suite of cryptography; default ${DEFAULT-VALUE}.")
  private String suite = ConformanceTerms.STANDARD;

  @Mixin OutputForm form = new OutputForm();

  @Inject
  ConformanceSessionsCommand(Console console, ConformanceRun run) {
    this.console = console;
    this.run = run;
  }

  @Override
  public Integer call() {
    require(sites >= 1 && sites <= MOST_SITES, "--sites must be 1 to " + MOST_SITES);
    require(elements >= 1 && elements <= MOST_ELEMENTS, "--elements must be 1 to " + MOST_ELEMENTS);
    ConformanceTerms terms =
        new ConformanceTerms(protocol, suite, sites, elements, adversaries, counts());
    List<ConformanceCase> cases = played(terms);
    ConformanceReport report = new ConformanceReport(terms, cases);
    console.result(report.json(), report.text());
    return report.passed() ? ExitCode.OK : ExitCode.FAILED;
  }

  /** What the protocol refuses to begin with is a mistake of the command line. */
  private List<ConformanceCase> played(ConformanceTerms terms) {
    try {
      return run.run(terms);
    } catch (CloisterException e) {
      if (e.code() == ErrorCode.PROTECTION_REFUSED) {
        throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
      }
      throw e;
    }
  }

  private Map<String, Integer> counts() {
    Map<String, Integer> counts = new TreeMap<>();
    for (String drop : drops) {
      int colon = drop.lastIndexOf(':');
      String count = drop.substring(colon + 1);
      boolean valid = colon > 0 && count.matches("[0-9]{1,5}");
      require(valid, "--drop must be STEP:COUNT, such as input:1");
      counts.merge(drop.substring(0, colon), Integer.parseInt(count), Integer::sum);
    }
    return counts;
  }

  private void require(boolean condition, String message) {
    if (!condition) {
      throw new ParameterException(spec.commandLine(), message + ".");
    }
  }
}
