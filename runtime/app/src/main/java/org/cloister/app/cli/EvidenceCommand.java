package org.cloister.app.cli;

import picocli.CommandLine.Command;

@Command(
    name = "evidence",
    description = "Packs a ledger for an auditor, and checks such an archive.",
    synopsisSubcommandLabel = "VERB",
    subcommands = {EvidenceExportCommand.class, EvidenceCheckCommand.class})
final class EvidenceCommand {}
