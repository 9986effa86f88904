package org.cloister.app.cli;

import picocli.CommandLine.Command;

@Command(
    name = "plugin",
    description = "Lists, shows and trusts plugins.",
    synopsisSubcommandLabel = "VERB",
    subcommands = {PluginListCommand.class, PluginShowCommand.class, PluginTrustCommand.class})
final class PluginCommand {}
