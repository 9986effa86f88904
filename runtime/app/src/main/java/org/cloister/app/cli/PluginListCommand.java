package org.cloister.app.cli;

import jakarta.inject.Inject;
import java.util.concurrent.Callable;
import org.cloister.app.plugins.HostStarter;
import org.cloister.app.run.Scratch;
import org.cloister.host.PluginHost;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "list",
    description =
        "Lists the bundles that are admitted, and those that are refused with the reason.")
final class PluginListCommand implements Callable<Integer> {

  private final Console console;
  private final HostStarter hosts;

  @Mixin OutputForm form = new OutputForm();

  @Inject
  PluginListCommand(Console console, HostStarter hosts) {
    this.console = console;
    this.hosts = hosts;
  }

  @Override
  public Integer call() {
    try (Scratch scratch = Scratch.create();
        PluginHost host = hosts.start(scratch.resolve("framework"))) {
      PluginReport report = new PluginReport(host.checkAll());
      console.result(report.json(), report.text());
    }
    return ExitCode.OK;
  }
}
