package org.cloister.verifiertests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.cloister.verifier.CloisterVerify;

/** Runs the program as an auditor does. */
final class Auditor {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Auditor() {}

  /** What the program said, and its exit code. */
  record Said(int exit, JsonNode report) {

    boolean has(String code) {
      return report.get("counts").has(code);
    }

    String verdict() {
      return report.get("verdict").asText();
    }

    long checked(String what) {
      return report.get("checked").path(what).asLong(-1);
    }

    @Override
    public String toString() {
      return exit + " " + report.get("findings");
    }
  }

  static Said run(Object... arguments) {
    List<String> line = new ArrayList<>();
    for (Object argument : arguments) {
      line.add(argument.toString());
    }
    line.add("--format=json");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit =
        CloisterVerify.run(
            line,
            Instant.EPOCH,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    try {
      return new Said(exit, JSON.readTree(out.toByteArray()));
    } catch (IOException e) {
      throw new AssertionError(exit + " " + err.toString(StandardCharsets.UTF_8), e);
    }
  }
}
