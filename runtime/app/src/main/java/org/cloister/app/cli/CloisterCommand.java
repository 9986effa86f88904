package org.cloister.app.cli;

import picocli.CommandLine.Command;

/** The program itself; its verbs do the work. */
@Command(
    name = "cloister",
    description = "Federated learning for organisations that may not pool their data.",
    synopsisSubcommandLabel = "VERB",
    mixinStandardHelpOptions = false,
    subcommands = {
      SimulateCommand.class,
      PredictCommand.class,
      EvaluateCommand.class,
      ModelCommand.class,
      StatsCommand.class,
      JobCommand.class,
      PluginCommand.class,
      ReportCommand.class,
      LedgerCommand.class,
      ReceiptCommand.class,
      ReplayCommand.class,
      EvidenceCommand.class,
      ConformanceCommand.class,
      DoctorCommand.class,
      ExplainCommand.class,
      CompletionCommand.class,
      VersionCommand.class
    })
public final class CloisterCommand {}
