package org.cloister.app.cli;

import jakarta.inject.Inject;
import java.util.concurrent.Callable;
import org.cloister.app.record.Json;
import org.cloister.app.record.Names;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "completion",
    description = {
      "Prints a script by which a shell completes verbs, options, their values and files.",
      "In bash or zsh: source <(cloister completion SHELL); in fish: cloister completion fish"
          + " | source. Put that line into the shell's start file to have it always."
    })
final class CompletionCommand implements Callable<Integer> {

  /** What scripts there are for. */
  enum Shell {
    BASH,
    ZSH,
    FISH;

    @Override
    public String toString() {
      return Names.of(this);
    }
  }

  private final Console console;

  @Parameters(paramLabel = "SHELL", description = "One of ${COMPLETION-CANDIDATES}.")
  private Shell shell = Shell.BASH;

  @Mixin OutputForm form = new OutputForm();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Inject
  CompletionCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    CommandSpec root = spec.root();
    String script =
        switch (shell) {
          // The same script: under zsh it turns zsh's own bash completion on.
          case BASH, ZSH -> AutoComplete.bash(root.name(), root.commandLine());
          case FISH -> new FishScript(root).text();
        };
    console.result(Json.object().put("shell", shell.toString()).put("script", script), script);
    return ExitCode.OK;
  }
}
