package org.cloister.app;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import java.io.PrintStream;
import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
import org.cloister.app.audit.AuditPage;
import org.cloister.app.audit.Evidence;
import org.cloister.app.audit.Replays;
import org.cloister.app.audit.Verification;
import org.cloister.app.cli.Console;
import org.cloister.app.cli.Program;
import org.cloister.app.cli.Terminal;
import org.cloister.app.conformance.ConformanceRun;
import org.cloister.app.ledger.ExportRecord;
import org.cloister.app.plugins.Home;
import org.cloister.app.plugins.HostStarter;
import org.cloister.app.predict.Evaluations;
import org.cloister.app.predict.Predictions;
import org.cloister.app.run.JobInspection;
import org.cloister.app.run.Simulation;
import org.cloister.app.run.StatisticsRun;
import org.cloister.app.run.StopSwitch;

/** Puts the rooms of the house together. No class of a plugin ever comes through here. */
final class AppModule extends AbstractModule {

  private final Home home;
  private final StopSwitch stop;
  private final Console console;

  AppModule(Home home, StopSwitch stop, PrintStream out, PrintStream err, List<String> args) {
    this.home = home;
    this.stop = stop;
    String found = System.getProperty(Terminal.PROPERTY, "");
    this.console = new Console(out, err, args, Terminal.of(found, System.getenv(), args));
  }

  @Override
  protected void configure() {
    binder().requireExplicitBindings();
    bind(Home.class).toInstance(home);
    bind(StopSwitch.class).toInstance(stop);
    bind(Console.class).toInstance(console);
    bind(Program.class).toInstance(new Program(version()));
    install(new org.cloister.app.cli.VerbModule());
  }

  @Provides
  HostStarter hostStarter() {
    return new HostStarter(home);
  }

  @Provides
  Simulation simulation(HostStarter hosts, Program program) {
    return new Simulation(hosts, stop, program.version(), Clock.systemUTC());
  }

  @Provides
  StatisticsRun statisticsRun(HostStarter hosts) {
    return new StatisticsRun(hosts, stop);
  }

  @Provides
  Predictions predictions(HostStarter hosts) {
    return new Predictions(hosts, stop);
  }

  @Provides
  Evaluations evaluations(HostStarter hosts) {
    return new Evaluations(hosts, stop);
  }

  @Provides
  JobInspection jobInspection(HostStarter hosts) {
    return new JobInspection(hosts);
  }

  @Provides
  ConformanceRun conformanceRun(HostStarter hosts) {
    return new ConformanceRun(hosts);
  }

  @Provides
  Verification verification() {
    return new Verification(InstantSource.system());
  }

  @Provides
  Replays replays(HostStarter hosts) {
    return new Replays(hosts);
  }

  @Provides
  AuditPage auditPage(Verification verification, Program program) {
    return new AuditPage(verification, program.version());
  }

  @Provides
  Evidence evidence(Verification verification, AuditPage page, Program program) {
    return new Evidence(verification, page, program.version());
  }

  @Provides
  ExportRecord exportRecord() {
    return new ExportRecord(Clock.systemUTC());
  }

  private static String version() {
    String version = AppModule.class.getPackage().getImplementationVersion();
    return version == null ? "unreleased" : version;
  }
}
