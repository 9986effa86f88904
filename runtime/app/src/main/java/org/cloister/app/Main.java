package org.cloister.app;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.cloister.app.cli.ExitCode;
import org.cloister.app.run.StopSwitch;

/** The process: arguments, streams, signals, exit code. */
public final class Main {

  /** How long a stopped job has to write what it knows. */
  private static final long GRACE_SECONDS = 10;

  private Main() {}

  public static void main(String[] args) {
    StopSwitch stop = new StopSwitch();
    CountDownLatch done = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(stop, done), "cloister-stop"));
    App app = new App(Path.of(System.getProperty("cloister.home", ".")), stop);
    int code = run(app, args);
    done.countDown();
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

  /** On Ctrl-C the virtual machine ends with 130 when this returns. */
  private static void stop(StopSwitch stop, CountDownLatch done) {
    stop.stop("The job was interrupted from outside.");
    try {
      if (!done.await(GRACE_SECONDS, TimeUnit.SECONDS)) {
        Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
