package org.cloister.app.cli;

import picocli.CommandLine.Command;

@Command(
    name = "ledger",
    description = "Reads and verifies the ledger of a run.",
    synopsisSubcommandLabel = "VERB",
    subcommands = {
      LedgerVerifyCommand.class,
      LedgerShowCommand.class,
      LedgerProveCommand.class,
      LedgerExportCommand.class,
      LedgerCompareCommand.class
    })
final class LedgerCommand {}
