package org.cloister.app.cli;

import com.google.inject.AbstractModule;

/** Makes the verbs known to the injector. */
public final class VerbModule extends AbstractModule {

  @Override
  protected void configure() {
    bind(SimulateCommand.class);
    bind(StatsCommand.class);
    bind(ExplainCommand.class);
    bind(PredictCommand.class);
    bind(EvaluateCommand.class);
    bind(ModelShowCommand.class);
    bind(JobCheckCommand.class);
    bind(JobSchemaCommand.class);
    bind(PluginListCommand.class);
    bind(PluginShowCommand.class);
    bind(PluginTrustCommand.class);
    bind(CompletionCommand.class);
    bind(ReportCommand.class);
    bind(Auditor.class);
    bind(LedgerVerifyCommand.class);
    bind(LedgerShowCommand.class);
    bind(LedgerProveCommand.class);
    bind(LedgerExportCommand.class);
    bind(LedgerCompareCommand.class);
    bind(ReceiptVerifyCommand.class);
    bind(ReplayCommand.class);
    bind(EvidenceExportCommand.class);
    bind(EvidenceCheckCommand.class);
    bind(ReportAuditCommand.class);
    bind(ConformanceSessionsCommand.class);
    bind(DoctorCommand.class);
    bind(VersionCommand.class);
  }
}
