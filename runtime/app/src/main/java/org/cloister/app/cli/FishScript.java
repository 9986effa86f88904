package org.cloister.app.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * A completion script for fish: one {@code complete} line for each verb, option and parameter. See
 * the manual of fish, "Writing your own completions".
 */
final class FishScript {

  private final CommandSpec root;
  private final StringBuilder text = new StringBuilder();

  FishScript(CommandSpec root) {
    this.root = root;
  }

  String text() {
    text.append("complete -c ").append(root.name()).append(" -f\n");
    command(root, List.of());
    return text.toString();
  }

  private void command(CommandSpec command, List<String> verbs) {
    String here = condition(verbs, command.subcommands().keySet());
    command
        .subcommands()
        .forEach(
            (verb, line) ->
                line(
                    here,
                    " -a " + quoted(verb),
                    description(line.getCommandSpec().usageMessage().description())));
    // Options can be given after a verb's own verbs too; they are told apart by the verbs so far.
    for (OptionSpec option : command.options()) {
      if (!option.hidden()) {
        line(here, names(option) + value(option), description(option.description()));
      }
    }
    for (PositionalParamSpec parameter : command.positionalParameters()) {
      String value = candidates(parameter);
      if (!value.isEmpty()) {
        line(here, value, description(parameter.description()));
      }
    }
    command
        .subcommands()
        .forEach(
            (verb, line) -> {
              List<String> deeper = new ArrayList<>(verbs);
              deeper.add(verb);
              command(line.getCommandSpec(), deeper);
            });
  }

  /** Seen all of {@code verbs}, and none of {@code below}. */
  private static String condition(List<String> verbs, Set<String> below) {
    List<String> parts = new ArrayList<>();
    verbs.forEach(verb -> parts.add("__fish_seen_subcommand_from " + verb));
    if (!below.isEmpty()) {
      parts.add("not __fish_seen_subcommand_from " + String.join(" ", below));
    }
    return String.join("; and ", parts);
  }

  private static String names(OptionSpec option) {
    StringBuilder names = new StringBuilder();
    for (String name : option.names()) {
      names.append(name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1));
    }
    return names.toString();
  }

  private static String value(OptionSpec option) {
    if (option.arity().max() == 0) {
      return "";
    }
    String candidates = candidates(option);
    return candidates.isEmpty() ? " -x" : " -r" + candidates;
  }

  private static String candidates(ArgSpec arg) {
    if (arg.completionCandidates() != null) {
      return " -a "
          + quoted(
              StreamSupport.stream(arg.completionCandidates().spliterator(), false)
                  .collect(Collectors.joining(" ")));
    }
    boolean isFile = false;
    for (Class<?> type : arg.typeInfo().getAuxiliaryTypes()) {
      isFile |= type == Path.class;
    }
    return isFile || arg.type() == Path.class ? " -F" : "";
  }

  private static String description(String[] lines) {
    // Without markup and variables; completion menus show one line.
    String first = lines.length == 0 ? "" : lines[0];
    return CommandLine.Help.Ansi.OFF.string(first).replaceAll("\\$\\{[^}]*}", "");
  }

  private void line(String condition, String what, String description) {
    text.append("complete -c ").append(root.name());
    if (!condition.isEmpty()) {
      text.append(" -n ").append(quoted(condition));
    }
    text.append(what);
    if (!description.isEmpty()) {
      text.append(" -d ").append(quoted(description));
    }
    text.append('\n');
  }

  /** In single quotes, where fish knows two escapes. */
  private static String quoted(String word) {
    return "'" + word.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
