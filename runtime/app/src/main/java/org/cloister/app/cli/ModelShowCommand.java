package org.cloister.app.cli;

import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.cloister.app.plugins.HostStarter;
import org.cloister.app.record.ModelReader;
import org.cloister.app.record.StoredModel;
import org.cloister.app.run.Scratch;
import org.cloister.host.PluginHost;
import org.cloister.node.FileVectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "show",
    description =
        "Tells where a model comes from, what it does to a row, and whether its folder is as it was"
            + " written.")
final class ModelShowCommand implements Callable<Integer> {

  private final Console console;
  private final HostStarter hosts;

  @Parameters(paramLabel = "DIR", description = "The folder of a model: model in --out of its run.")
  private Path folder = Path.of("");

  @Mixin OutputForm form = new OutputForm();

  @Inject
  ModelShowCommand(Console console, HostStarter hosts) {
    this.console = console;
    this.hosts = hosts;
  }

  @Override
  public Integer call() {
    try (Scratch scratch = Scratch.create();
        FileVectors vectors = new FileVectors(scratch.resolve("vectors"))) {
      StoredModel model = ModelReader.read(folder, vectors);
      try (PluginHost host = hosts.start(scratch.resolve("framework"))) {
        ModelReport report = new ModelReport(model, host.report());
        console.result(report.json(), report.text());
      }
    }
    return ExitCode.OK;
  }
}
