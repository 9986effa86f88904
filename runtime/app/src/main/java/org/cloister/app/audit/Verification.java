package org.cloister.app.audit;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.cloister.app.record.Json;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.verifier.CloisterVerify;

/**
 * Calls the auditor's program, as {@code cloister-verify} would be called, in this process: there
 * is one verifier, and these verbs have no opinion of their own.
 */
public final class Verification {

  private static final String SPEAKER = "cloister-verify: ";

  /**
   * What it said.
   *
   * @param exit its exit code, which becomes the verb's
   * @param output its report
   */
  public record Said(int exit, String output) {

    /** The report, if JSON was asked for; format {@code cloister-verification/1}. */
    public JsonNode json() {
      return Json.parse(output, "The verifier's report", ErrorCode.INTERNAL);
    }

    /** The verdict in one word, if JSON was asked for. */
    public String verdict() {
      return json().path("verdict").asText();
    }
  }

  private final InstantSource clock;

  /** With the auditor's clock. */
  public Verification(InstantSource clock) {
    this.clock = clock;
  }

  /** A file or folder as a word of a command line that no option can be mistaken for. */
  public static String word(Path path) {
    String text = path.toString();
    return text.startsWith("-") ? "./" + text : text;
  }

  /**
   * Calls it.
   *
   * @param line its command line without a format
   * @param format {@code text}, {@code json} or {@code html}
   * @throws CloisterException {@link ErrorCode#USAGE} if the command line, the policy or a key is
   *     wrong: then nothing was verified
   */
  public Said call(List<String> line, String format) {
    List<String> words = new ArrayList<>(line);
    words.addAll(List.of("--format", format));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit;
    try (PrintStream to = new PrintStream(out, false, StandardCharsets.UTF_8);
        PrintStream wrong = new PrintStream(err, false, StandardCharsets.UTF_8)) {
      exit = CloisterVerify.run(words, clock.instant(), to, wrong);
    }
    String wrong = err.toString(StandardCharsets.UTF_8).strip();
    String plain = wrong.startsWith(SPEAKER) ? wrong.substring(SPEAKER.length()) : wrong;
    CloisterException.require(exit != CloisterVerify.USAGE, ErrorCode.USAGE, plain);
    CloisterException.require(plain.isEmpty(), ErrorCode.INTERNAL, plain);
    return new Said(exit, out.toString(StandardCharsets.UTF_8));
  }
}
