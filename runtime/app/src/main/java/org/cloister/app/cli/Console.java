package org.cloister.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import org.cloister.app.record.Json;
import org.cloister.app.run.RunEvent;
import org.cloister.app.yaml.Position;
import org.cloister.app.yaml.Problem;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;

/**
 * The two streams: results go to one, all else to the other. In JSON there is one object with
 * {@code schemaVersion}, {@code status}, and {@code data} or {@code error}, and progress is JSON,
 * too, an object a line.
 */
public final class Console {

  private static final int SCHEMA = 1;

  private final PrintStream out;
  private final PrintStream err;
  private final Format format;
  private final ProgressView view;

  /**
   * Over these streams; JSON if the arguments ask for it.
   *
   * @param terminal where {@code err} goes
   */
  public Console(PrintStream out, PrintStream err, List<String> args, Terminal terminal) {
    this.out = out;
    this.err = err;
    this.format = asksForJson(args) ? Format.JSON : Format.TEXT;
    this.view = ProgressView.of(err, format, terminal);
  }

  /** Before anything is parsed, so that a wrong command line is answered in the form asked for. */
  private static boolean asksForJson(List<String> args) {
    int at = args.indexOf("--format");
    return args.stream().anyMatch("--format=json"::equalsIgnoreCase)
        || (at >= 0 && at + 1 < args.size() && args.get(at + 1).equalsIgnoreCase("json"));
  }

  /**
   * The result of a verb in both forms.
   *
   * @throws CloisterException {@link ErrorCode#STORAGE_FAILED} if nobody can read it, so that a
   *     script does not take an empty file for success
   */
  void result(JsonNode data, String text) {
    if (format == Format.JSON) {
      print(envelope("ok").set("data", data));
    } else {
      out.print(text);
      out.flush();
    }
    CloisterException.require(
        !out.checkError(),
        ErrorCode.STORAGE_FAILED,
        "The result must be written to standard output, which failed; check the disk or the pipe"
            + " that it goes to.");
  }

  /**
   * Where results go that are too many for one object, a line each. Its flush throws when nobody
   * can read them.
   */
  OutputStream rows() {
    return new OutputStream() {
      @Override
      public void write(int b) {
        out.write(b);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) {
        out.write(bytes, offset, length);
      }

      @Override
      public void flush() throws IOException {
        if (out.checkError()) {
          throw new IOException("standard output cannot be written");
        }
      }
    };
  }

  /** The form that was asked for. */
  Format format() {
    return format;
  }

  /** What goes on in a run. */
  void progress(RunEvent event) {
    view.on(event);
  }

  /** What is worth knowing beside a result; for people only. */
  void note(String line) {
    if (format == Format.TEXT) {
      err.println(line);
      err.flush();
    }
  }

  /** Why it did not work, and what to do. */
  public void error(ErrorCode code, String message, String hint) {
    error(code, message, hint, List.of());
  }

  /** The same with places in a file. */
  public void error(ErrorCode code, String message, String hint, List<Problem> problems) {
    if (format == Format.TEXT) {
      err.println(message + (problems.isEmpty() ? " [" + code.text() + "]" : ""));
      if (!hint.isEmpty()) {
        err.println(hint);
      }
      err.println(more(code, problems));
      err.flush();
      return;
    }
    ObjectNode envelope = envelope("error");
    ObjectNode error = envelope.putObject("error");
    error.put("code", code.text()).put("message", message).put("hint", hint);
    for (Problem problem : problems) {
      ObjectNode where = error.withArray("where").addObject().put("file", problem.file());
      if (!problem.at().equals(Position.NONE)) {
        where.put("line", problem.at().line()).put("column", problem.at().column());
      }
      where
          .put("path", problem.path())
          .put("message", problem.text())
          .put("code", problem.code().text());
    }
    print(envelope);
  }

  /** One line, however many problems there are. */
  private static String more(ErrorCode code, List<Problem> problems) {
    List<String> codes = problems.stream().map(p -> p.code().text()).distinct().sorted().toList();
    String first = codes.isEmpty() ? code.text() : codes.get(0);
    String rest =
        codes.size() < 2 ? "" : "; also " + String.join(", ", codes.subList(1, codes.size()));
    return "More: cloister explain " + first + rest;
  }

  private static ObjectNode envelope(String status) {
    return Json.object().put("schemaVersion", SCHEMA).put("status", status);
  }

  private void print(JsonNode json) {
    out.println(Json.line(json));
    out.flush();
  }
}
