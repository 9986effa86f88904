package org.cloister.app.cli;

import java.io.PrintStream;
import org.cloister.app.run.RunEvent;

/** Shows on standard error what goes on in a run. Told one event at a time. */
interface ProgressView {

  void on(RunEvent event);

  /** The view that fits the form of results and the place where standard error goes. */
  static ProgressView of(PrintStream err, Format format, Terminal terminal) {
    if (format == Format.JSON) {
      return new JsonProgress(err);
    }
    return terminal.columns().isPresent()
        ? new LiveProgress(err, terminal.columns().getAsInt())
        : new PlainProgress(err);
  }
}
