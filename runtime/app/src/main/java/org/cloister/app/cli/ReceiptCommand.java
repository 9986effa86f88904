package org.cloister.app.cli;

import picocli.CommandLine.Command;

@Command(
    name = "receipt",
    description = "Verifies what a site was given for its entries.",
    synopsisSubcommandLabel = "VERB",
    subcommands = {ReceiptVerifyCommand.class})
final class ReceiptCommand {}
