package org.cloister.app.cli;

import java.io.PrintStream;
import org.cloister.app.run.RunEvent;

/**
 * On a terminal: a line a round, and below them one that is rewritten in place and gone at the end.
 * The cursor waits at its start, so that whatever else is printed overwrites it. A library for this
 * would bring JLine, ten times the size of this program's command line, to do what two control
 * sequences do.
 */
final class LiveProgress implements ProgressView {

  /** Carriage return, then "erase to the end of the line" of ECMA-48. */
  private static final String CLEAR = "\r\u001b[K";

  private final PrintStream err;
  private final int columns;
  private String shown = "";

  LiveProgress(PrintStream err, int columns) {
    this.err = err;
    this.columns = columns;
  }

  @Override
  public void on(RunEvent event) {
    if (event instanceof RunEvent.Round round) {
      print(RoundText.of(round));
    } else if (event instanceof RunEvent.Waiting waiting) {
      show(RoundText.live(waiting));
    } else if (event instanceof RunEvent.Resumed resumed) {
      print(RoundText.of(resumed));
    } else if (event instanceof RunEvent.Stopping) {
      print(PlainProgress.STOPPING);
    } else if (event instanceof RunEvent.Ended) {
      show("");
    }
  }

  /** The live line comes back with the next pulse: what it said is over. */
  private void print(String line) {
    show("");
    err.println(line);
    err.flush();
  }

  /** The last column stays free: some terminals go to the next line after it. */
  private void show(String line) {
    String cut = line.length() < columns ? line : line.substring(0, columns - 1);
    if (!cut.equals(shown)) {
      err.print(cut.isEmpty() ? CLEAR : CLEAR + cut + "\r");
      err.flush();
      shown = cut;
    }
  }
}
