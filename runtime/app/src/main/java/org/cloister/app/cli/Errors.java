package org.cloister.app.cli;

import java.util.List;
import org.cloister.app.yaml.Problem;
import org.cloister.app.yaml.ProblemsFound;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** From whatever a verb throws to words and an exit code. */
public final class Errors {

  private static final Logger LOG = LoggerFactory.getLogger(Errors.class);

  private final Console console;

  /** Tells them to {@code console}. */
  public Errors(Console console) {
    this.console = console;
  }

  /** A command line that does not fit. */
  public int usage(ParameterException e) {
    CommandLine command = e.getCommandLine();
    String hint = command.getUsageMessage().strip();
    console.error(ErrorCode.USAGE, String.valueOf(e.getMessage()), hint);
    return ExitCode.USAGE;
  }

  /** A verb that threw. */
  public int thrown(Exception e) {
    if (e instanceof ProblemsFound found) {
      List<Problem> problems = found.problems();
      console.error(
          problems.get(0).code(), String.valueOf(e.getMessage()), count(problems), problems);
      return problems.stream().mapToInt(p -> ExitCode.of(p.code())).max().orElse(ExitCode.USAGE);
    }
    if (e instanceof CloisterException known) {
      console.error(known.code(), String.valueOf(known.getMessage()), "");
      return ExitCode.of(known.code());
    }
    LOG.error("A verb failed with an exception that nobody expected.", e);
    console.error(
        ErrorCode.INTERNAL,
        "Cloister failed with " + e.getClass().getName() + ", which is a bug.",
        "Please report it with the log.");
    return ExitCode.INTERNAL;
  }

  private static String count(List<Problem> problems) {
    return problems.size() == 1
        ? "1 problem; nothing was started."
        : problems.size() + " problems; nothing was started.";
  }
}
