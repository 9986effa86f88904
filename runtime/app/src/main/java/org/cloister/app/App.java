package org.cloister.app;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Stage;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.cloister.app.cli.CloisterCommand;
import org.cloister.app.cli.Console;
import org.cloister.app.cli.Errors;
import org.cloister.app.cli.ExitCode;
import org.cloister.app.plugins.Home;
import org.cloister.app.run.StopSwitch;
import org.cloister.model.CloisterException;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ScopeType;

/** The whole program but its process: arguments in, text and an exit code out. */
public final class App {

  private static final OptionSpec HELP =
      OptionSpec.builder("-h", "--help")
          .usageHelp(true)
          .scopeType(ScopeType.INHERIT)
          .description("Tells how to use it.")
          .build();

  private final Path home;
  private final StopSwitch stop;

  /**
   * The program.
   *
   * @param home the folder of the installation
   * @param stop ends a running job early
   */
  public App(Path home, StopSwitch stop) {
    this.home = home;
    this.stop = stop;
  }

  /** Runs one command line and returns its exit code; see {@link org.cloister.app.cli.ExitCode}. */
  public int run(List<String> args, PrintStream out, PrintStream err) {
    Optional<CloisterException> library = CryptoChoice.begin();
    Injector injector =
        Guice.createInjector(Stage.PRODUCTION, new AppModule(new Home(home), stop, out, err, args));
    Errors errors = new Errors(injector.getInstance(Console.class));
    if (library.isPresent()) {
      return errors.thrown(library.get());
    }
    CommandLine line = new CommandLine(new CloisterCommand(), new VerbFactory(injector));
    // A file named on the command line must never become arguments: CVE-2024-23897.
    line.setExpandAtFiles(false);
    line.getCommandSpec().addOption(HELP);
    line.getCommandSpec()
        .usageMessage()
        .exitCodeListHeading("Exit codes:%n")
        .exitCodeList(ExitCode.list());
    line.setOut(new PrintWriter(out, true, StandardCharsets.UTF_8));
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setParameterExceptionHandler((e, arguments) -> errors.usage(e));
    line.setExecutionExceptionHandler((e, command, parsed) -> errors.thrown(e));
    return line.execute(args.toArray(String[]::new));
  }
}
