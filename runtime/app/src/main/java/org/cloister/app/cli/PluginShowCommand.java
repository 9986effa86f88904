package org.cloister.app.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.cloister.app.plugins.HostStarter;
import org.cloister.app.record.Json;
import org.cloister.app.run.Scratch;
import org.cloister.app.yaml.Nearest;
import org.cloister.host.AdmittedPlugin;
import org.cloister.host.HostReport;
import org.cloister.host.PluginHost;
import org.cloister.host.Quarantined;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.PluginPin;
import org.cloister.model.Quoted;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "show",
    description =
        "Shows the bundles with that symbolic name, or that offer something with that id.")
final class PluginShowCommand implements Callable<Integer> {

  private final Console console;
  private final HostStarter hosts;

  @Parameters(
      paramLabel = "ID",
      description = "A symbolic name, a file name, or an id such as sgd.")
  private String id = "";

  @Mixin OutputForm form = new OutputForm();

  @Inject
  PluginShowCommand(Console console, HostStarter hosts) {
    this.console = console;
    this.hosts = hosts;
  }

  @Override
  public Integer call() {
    try (Scratch scratch = Scratch.create();
        PluginHost host = hosts.start(scratch.resolve("framework"))) {
      show(host.checkAll());
    }
    return ExitCode.OK;
  }

  private void show(HostReport report) {
    List<AdmittedPlugin> found =
        report.admitted().stream().filter(plugin -> names(plugin).anyMatch(id::equals)).toList();
    if (found.isEmpty()) {
      throw notFound(report);
    }
    ArrayNode json = Json.object().putArray("bundles");
    StringBuilder text = new StringBuilder();
    for (AdmittedPlugin plugin : found) {
      PluginReport.describe(plugin, json.addObject());
      text.append(PluginReport.text(plugin));
      text.append("  sha256: ").append(plugin.bundle().digest().hex()).append('\n');
      text.append("  entry: ").append(plugin.bundle().entryClass()).append('\n');
    }
    console.result(Json.object().set("bundles", json), text.toString());
  }

  private CloisterException notFound(HostReport report) {
    for (Quarantined refused : report.quarantined()) {
      if (refused.fileName().equals(id)) {
        return new CloisterException(refused.code(), refused.reason());
      }
    }
    List<String> known =
        report.admitted().stream().flatMap(PluginShowCommand::names).distinct().toList();
    return new CloisterException(
        ErrorCode.PLUGIN_NOT_FOUND,
        "There is no plugin "
            + Quoted.of(id)
            + Nearest.to(id, known).map(name -> "; did you mean " + name + "?").orElse(".")
            + " See cloister plugin list.");
  }

  private static Stream<String> names(AdmittedPlugin plugin) {
    return Stream.concat(
        Stream.of(plugin.bundle().symbolicName(), plugin.bundle().fileName()),
        plugin.roles().stream().map(PluginPin::id));
  }
}
