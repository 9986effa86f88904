package org.cloister.app.cli;

import jakarta.inject.Inject;
import java.util.List;
import org.cloister.app.audit.Verification;
import org.cloister.app.record.Json;

/** Prints what the verifier says of a command line, in the form that was asked for. */
final class Auditor {

  private final Console console;
  private final Verification verification;

  @Inject
  Auditor(Console console, Verification verification) {
    this.console = console;
    this.verification = verification;
  }

  /** Returns the exit code: 0 verified, 6 failed, 10 inconclusive. */
  int verify(List<String> line) {
    if (console.format() == Format.JSON) {
      Verification.Said said = verification.call(line, "json");
      console.result(said.json(), "");
      return said.exit();
    }
    Verification.Said said = verification.call(line, "text");
    console.result(Json.object(), said.output());
    return said.exit();
  }
}
