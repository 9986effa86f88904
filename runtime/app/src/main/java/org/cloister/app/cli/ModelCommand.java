package org.cloister.app.cli;

import picocli.CommandLine.Command;

@Command(
    name = "model",
    description = "Looks at models that were kept.",
    synopsisSubcommandLabel = "VERB",
    subcommands = {ModelShowCommand.class})
final class ModelCommand {}
