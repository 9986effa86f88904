package org.cloister.app.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Inject;
import java.util.concurrent.Callable;
import org.cloister.app.plugins.Home;
import org.cloister.app.record.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "version", description = "Tells which Cloister this is.")
final class VersionCommand implements Callable<Integer> {

  private final Console console;
  private final Program program;
  private final Home home;

  @Option(
      names = {"-v", "--verbose"},
      description = "Also the Java and the machine.")
  private boolean verbose;

  @Mixin OutputForm form = new OutputForm();

  @Inject
  VersionCommand(Console console, Program program, Home home) {
    this.console = console;
    this.program = program;
    this.home = home;
  }

  @Override
  public Integer call() {
    ObjectNode json = Json.object().put("cloister", program.version());
    StringBuilder text = new StringBuilder("cloister " + program.version() + "\n");
    if (verbose) {
      Runtime runtime = Runtime.getRuntime();
      add(json, text, "java", Runtime.version().toString());
      add(json, text, "vm", System.getProperty("java.vm.name", "unknown"));
      add(
          json,
          text,
          "system",
          System.getProperty("os.name", "unknown") + " " + System.getProperty("os.arch", ""));
      add(json, text, "processors", Integer.toString(runtime.availableProcessors()));
      add(json, text, "heap", (runtime.maxMemory() >> 20) + " MiB");
      add(json, text, "home", home.root().toString());
    }
    console.result(json, text.toString());
    return ExitCode.OK;
  }

  private static void add(ObjectNode json, StringBuilder text, String name, String value) {
    json.put(name, value);
    text.append(String.format("%-11s%s%n", name, value));
  }
}
