package org.cloister.app;

import java.nio.file.Path;
import java.util.List;
import org.cloister.app.cli.ExitCode;
import org.cloister.app.run.StopSwitch;

/** The process: arguments, streams, signals, exit code. */
public final class Main {

  private Main() {}

  public static void main(String[] args) {
    StopSwitch stop = new StopSwitch();
    Interrupts.ofThisProcess(stop).listen();
    App app = new App(Path.of(System.getProperty("cloister.home", ".")), stop);
    int code = run(app, args);
    // The only exit of the program: hung guests run on threads that nothing else would end.
    System.exit(code);
  }

  private static int run(App app, String[] args) {
    try {
      return app.run(List.of(args), System.out, System.err);
    } catch (Throwable e) { // whatever it was: an exit code is promised
      System.err.println("Cloister failed with " + e.getClass().getName() + ". [CL-0001]");
      return ExitCode.INTERNAL;
    }
  }
}
