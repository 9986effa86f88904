package org.cloister.app.cli;

import picocli.CommandLine.Command;

@Command(
    name = "conformance",
    description = "Plays what is installed against adversaries.",
    synopsisSubcommandLabel = "VERB",
    subcommands = {ConformanceSessionsCommand.class})
final class ConformanceCommand {}
