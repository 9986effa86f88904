package org.cloister.app.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How verbs that use a stored model are told of it. */
final class ModelOptions {

  @Option(
      names = "--model",
      required = true,
      paramLabel = "DIR",
      description = "The folder of the model: model in --out of its run.")
  Path model = Path.of("");

  @Option(
      names = "--fit-on",
      paramLabel = "FILE",
      description =
          "Training rows, labels included, of the place where the model is used. A model with"
              + " standardise: site needs them: its preprocessing is fitted on them. So does a model"
              + " with HOME tensors: these begin as at a site and are trained on the rows by the"
              + " job's trainer, as many rounds as the model has, while the SHARED tensors stay the"
              + " stored ones.")
  Optional<Path> fitOn = Optional.empty();

  @Option(
      names = "--source",
      paramLabel = "NAME=VALUE",
      description =
          "A setting of the data source in place of the stored one, such as --source"
              + " \"delimiter=;\" or --source header=true; can be given again.")
  Map<String, String> source = new LinkedHashMap<>();
}
