package org.cloister.verifier;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The program {@code cloister-verify}: reads files, writes a report, opens no socket. {@link #main}
 * has the only exit of the whole program; everything else returns, so that {@link #run} may be
 * called from other programs.
 */
public final class CloisterVerify {
  /** The exit code for a command line, policy or key that is wrong: nothing was verified. */
  public static final int USAGE = 2;

  private static final int INTERNAL = 70;

  private CloisterVerify() {}

  /** Runs one command line and ends the process with its exit code. */
  public static void main(String[] args) {
    PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    int exit = run(List.of(args), Instant.now(), out, System.err);
    out.flush();
    System.exit(exit);
  }

  /**
   * Runs one command line; may be called from other programs.
   *
   * @param now the auditor's time, for {@code --max-age}
   * @return the exit code
   */
  public static int run(List<String> args, Instant now, PrintStream out, PrintStream err) {
    try {
      if (args.isEmpty() || args.equals(List.of("--help"))) {
        (args.isEmpty() ? err : out).print(Help.TEXT);
        return args.isEmpty() ? USAGE : 0;
      }
      Arguments arguments = Arguments.parse(args);
      String format = arguments.option("--format");
      if (format != null && !Set.of("text", "json", "html").contains(format)) {
        throw new BadUsage("--format must be text, json or html.");
      }
      Report report = report(arguments, now);
      out.print(
          switch (format == null ? "text" : format) {
            case "json" -> JsonReport.of(report);
            case "html" -> HtmlReport.of(report);
            default -> TextReport.of(report);
          });
      return report.verdict().exitCode();
    } catch (BadUsage e) {
      err.println("cloister-verify: " + StrictText.printable(e.what()));
      return USAGE;
    } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
      err.println("cloister-verify: a bug of this program, " + e.getClass().getName() + ".");
      return INTERNAL;
    }
  }

  private static Report report(Arguments arguments, Instant now) throws BadUsage {
    List<String> words = arguments.words();
    String verb = words.isEmpty() ? "" : words.get(0);
    if (verb.equals("receipt") && words.size() == 2) {
      arguments.only(Set.of("--policy", "--format", "--entry"));
      Path entry = Inputs.file(arguments, "--entry");
      return new ReceiptCheck(Inputs.file(words.get(1)), entry, Inputs.policy(arguments)).verify();
    }
    if (verb.equals("compare") && words.size() == 3) {
      arguments.only(Set.of("--policy", "--format", "--proof"));
      return new Comparison(Inputs.policy(arguments), Inputs.file(arguments, "--proof"))
          .compare(Inputs.existing(words.get(1)), Inputs.existing(words.get(2)));
    }
    if (words.size() != 1) {
      throw new BadUsage("Name one folder, or see --help.");
    }
    arguments.only(Set.of("--policy", "--format", "--against", "--max-age"));
    Path folder = Inputs.existing(verb);
    if (!Files.isDirectory(folder)) {
      throw new BadUsage(verb + " is not a folder.");
    }
    Options options = new Options(Inputs.file(arguments, "--against"), maxAge(arguments), now);
    return new Verifier(folder, Inputs.policy(arguments), options).verify();
  }

  private static @Nullable Duration maxAge(Arguments arguments) throws BadUsage {
    String hours = arguments.option("--max-age");
    if (hours == null) {
      return null;
    }
    if (!hours.matches("[1-9][0-9]{0,6}")) {
      throw new BadUsage("--max-age must be a number of hours, 1 to 9999999.");
    }
    return Duration.ofHours(Long.parseLong(hours));
  }
}
