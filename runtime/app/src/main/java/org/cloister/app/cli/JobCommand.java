package org.cloister.app.cli;

import picocli.CommandLine.Command;

@Command(
    name = "job",
    description = "Checks job files and tells their form.",
    synopsisSubcommandLabel = "VERB",
    subcommands = {JobCheckCommand.class, JobSchemaCommand.class})
final class JobCommand {}
