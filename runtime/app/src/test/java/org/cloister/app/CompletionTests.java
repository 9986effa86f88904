package org.cloister.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.cloister.app.run.StopSwitch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts of {@code cloister completion}, loaded by real shells where they are installed. */
class CompletionTests {

  /** Completes the words given to it as bash would for a person, one proposal a line. */
  private static final String ASK_BASH =
      """
      source "$1"; shift
      complete -p cloister >/dev/null || exit 9
      compopt() { :; } # bash has it only where a person completes
      COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMP_LINE="$*"; COMP_POINT=${#COMP_LINE}
      function_name=$(complete -p cloister | sed 's/.*-F \\([^ ]*\\).*/\\1/')
      "$function_name" cloister "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}"
      # What bash does by itself where the function has nothing to say.
      if [ ${#COMPREPLY[@]} -eq 0 ] && complete -p cloister | grep -q -- '-o default'; then
        COMPREPLY=($(compgen -f -- "${COMP_WORDS[COMP_CWORD]}"))
      fi
      printf '%s\\n' "${COMPREPLY[@]}"
      """;

  @TempDir Path folder;

  private String script(String shell) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int exit =
        new App(folder, new StopSwitch())
            .run(
                List.of("completion", shell),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                System.err);
    assertEquals(0, exit);
    return out.toString(StandardCharsets.UTF_8);
  }

  private List<String> bash(String... words) throws Exception {
    assumeTrue(onPath("bash"), "there is no bash");
    Path script = Files.writeString(folder.resolve("completion.sh"), script("bash"));
    Path ask = Files.writeString(folder.resolve("ask.sh"), ASK_BASH);
    List<String> command =
        Stream.concat(Stream.of("bash", ask.toString(), script.toString()), Arrays.stream(words))
            .toList();
    Path answer = folder.resolve("answer");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(answer.toFile())
            .start();
    assertTrue(process.waitFor(1, TimeUnit.MINUTES));
    String said = Files.readString(answer);
    assertEquals(0, process.exitValue(), said);
    return said.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
  }

  @Test
  void bash_beginOfAVerb_isCompleted() throws Exception {
    assertEquals(List.of("simulate"), bash("cloister", "sim"));
    assertEquals(List.of("list"), bash("cloister", "plugin", "li"));
  }

  @Test
  void bash_noWord_offersEveryVerb() throws Exception {
    List<String> offered = bash("cloister", "");
    assertTrue(
        offered.containsAll(List.of("simulate", "plugin", "completion", "version")),
        offered::toString);
  }

  @Test
  void bash_optionsAndTheirValues_areCompleted() throws Exception {
    assertEquals(List.of("--format"), bash("cloister", "simulate", "--fo"));
    assertEquals(List.of("json"), bash("cloister", "simulate", "--format", "js"));
    assertTrue(bash("cloister", "completion", "").contains("fish"));
  }

  @Test
  void bash_files_areCompleted() throws Exception {
    Files.createFile(folder.resolve("my-job.yaml"));
    assertEquals(List.of("my-job.yaml"), bash("cloister", "simulate", "my-"));
    assertEquals(List.of("my-job.yaml"), bash("cloister", "simulate", "--split", "my-"));
  }

  @Test
  void zsh_isTheBashScriptWithZshsOwnBridge() {
    assertTrue(script("zsh").contains("bashcompinit"));
  }

  @Test
  void fish_hasALineForEachVerbAndOption() {
    List<String> lines = script("fish").lines().toList();
    assertEquals("complete -c cloister -f", lines.get(0));
    assertTrue(
        lines.stream().anyMatch(line -> line.contains(" -a 'simulate' -d 'Runs a job")),
        lines::toString);
    assertTrue(
        lines.contains(
            "complete -c cloister -n '__fish_seen_subcommand_from plugin; and not"
                + " __fish_seen_subcommand_from list show trust' -a 'list' -d 'Lists the bundles"
                + " that are admitted, and those that are refused with the reason.'"),
        lines::toString);
    String simulate = "complete -c cloister -n '__fish_seen_subcommand_from simulate'";
    assertTrue(lines.stream().anyMatch(l -> l.startsWith(simulate + " -l out -r -F -d ")));
    assertTrue(lines.stream().anyMatch(l -> l.startsWith(simulate + " -l seed -x -d ")));
    assertTrue(
        lines.stream().anyMatch(l -> l.startsWith(simulate + " -l format -r -a 'text json'")));
    assertTrue(lines.stream().anyMatch(l -> l.startsWith(simulate + " -F -d 'The job file.'")));
  }

  @Test
  void fish_installed_readsItsScript() throws Exception {
    assumeTrue(onPath("fish"), "there is no fish");
    Path script = Files.writeString(folder.resolve("completion.fish"), script("fish"));
    Process process =
        new ProcessBuilder(
                "fish", "-c", "source " + script + "; complete -C 'cloister sim' | string collect")
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(1, TimeUnit.MINUTES));
    assertTrue(said.startsWith("simulate\t"), said);
  }

  private static boolean onPath(String program) {
    return Stream.of(System.getenv("PATH").split(java.io.File.pathSeparator, -1))
        .anyMatch(entry -> Files.isExecutable(Path.of(entry).resolve(program)));
  }
}
