package org.cloister.app.cli;

import java.io.PrintStream;
import org.cloister.app.run.RunEvent;

/** Whole lines, for a pipe or a file. */
final class PlainProgress implements ProgressView {

  /** What a person is told who wants it to end. */
  static final String STOPPING = "stopping; once more ends the program at once";

  private final PrintStream err;
  private final Patience patience = new Patience();

  PlainProgress(PrintStream err) {
    this.err = err;
  }

  @Override
  public void on(RunEvent event) {
    if (event instanceof RunEvent.Round round) {
      print(RoundText.of(round));
    } else if (event instanceof RunEvent.Waiting waiting && patience.isOver(waiting)) {
      print(RoundText.of(waiting));
    } else if (event instanceof RunEvent.Resumed resumed) {
      print(RoundText.of(resumed));
    } else if (event instanceof RunEvent.Stopping) {
      print(STOPPING);
    }
  }

  private void print(String line) {
    err.println(line);
    err.flush();
  }
}
