package org.cloister.app.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.cloister.app.audit.ReplayVerdict;
import org.cloister.app.audit.Replays;
import org.cloister.app.record.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "replay",
    description =
        "Makes the model of a round again from what simulate --keep-rounds kept, and compares it"
            + " with the ledger, bit for bit.")
final class ReplayCommand implements Callable<Integer> {

  private final Console console;
  private final Replays replays;

  @Option(
      names = "--run",
      paramLabel = "DIR",
      required = true,
      description = "A folder that simulate --out has filled.")
  private Path run = Path.of("");

  @Option(names = "--round", paramLabel = "R", required = true, description = "Which round.")
  private long round;

  @Mixin OutputForm form = new OutputForm();

  @Inject
  ReplayCommand(Console console, Replays replays) {
    this.console = console;
    this.replays = replays;
  }

  @Override
  public Integer call() {
    List<Replays.Candidate> candidates = replays.replay(run, round);
    ObjectNode json = Json.object().put("round", round);
    ArrayNode all = json.putArray("candidates");
    StringBuilder text = new StringBuilder();
    int exit = ExitCode.OK;
    for (Replays.Candidate candidate : candidates) {
      ReplayVerdict verdict = candidate.verdict();
      exit = worse(exit, verdict.outcome());
      ObjectNode one = all.addObject();
      one.put("step", candidate.step()).put("entry", candidate.seq());
      one.put("verdict", verdict.outcome().name()).put("why", verdict.why());
      ArrayNode checked = one.putArray("checked");
      text.append(verdict.outcome()).append("  round ").append(round).append(", step ");
      text.append(candidate.step()).append(", entry ").append(candidate.seq()).append('\n');
      for (String what : verdict.checked()) {
        checked.add(what);
        text.append("  ").append(what).append('\n');
      }
      if (!verdict.why().isEmpty()) {
        text.append("  but: ").append(verdict.why()).append('\n');
      }
    }
    text.append("Not checked: the ledger itself; cloister ledger verify does that.\n");
    console.result(json, text.toString());
    return exit;
  }

  /** A contradiction is worse than what is missing. */
  private static int worse(int exit, ReplayVerdict.Outcome outcome) {
    return switch (outcome) {
      case VERIFIED -> exit;
      case FAILED -> ExitCode.INTEGRITY;
      case INCONCLUSIVE -> exit == ExitCode.INTEGRITY ? exit : ExitCode.INCONCLUSIVE;
    };
  }
}
