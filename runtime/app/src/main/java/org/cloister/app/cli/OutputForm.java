package org.cloister.app.cli;

import picocli.CommandLine.Option;

/** The option that every verb has; {@link Console} looks it up by itself. */
final class OutputForm {

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "How to print the result: ${COMPLETION-CANDIDATES}; default text.")
  private Format format = Format.TEXT;

  @Override
  public String toString() {
    return format.toString();
  }
}
