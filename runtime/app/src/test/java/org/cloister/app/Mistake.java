package org.cloister.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * One mistake.
 *
 * @param cause words of the message that name it
 * @param fix words that say what to do
 */
record Mistake(String name, String code, int exit, String cause, String fix, Edit edit) {
  @Override
  public String toString() {
    return name;
  }

  /** Changes the sample, or the arguments that follow {@code simulate}. */
  @FunctionalInterface
  interface Edit {
    void apply(SampleJob sample, List<String> arguments) throws IOException;
  }

  static Mistake m(String name, String code, String cause, String fix, Edit edit) {
    return new Mistake(name, code, 2, cause, fix, edit);
  }

  static Edit job(String written, String instead) {
    return (sample, line) -> sample.with(written, instead);
  }

  static Edit whole(String text) {
    return (sample, line) -> Files.writeString(sample.file(), text);
  }

  static Edit bytes(String text) {
    return (sample, line) ->
        Files.write(sample.file(), ("name: " + text).getBytes(StandardCharsets.ISO_8859_1));
  }

  static Edit absent() {
    return (sample, line) -> Files.delete(sample.file());
  }

  static Edit agents(String list) {
    return (sample, line) -> {
      String text = Files.readString(sample.file());
      int workflow = text.indexOf("workflow:\n");
      Files.writeString(
          sample.file(),
          text.substring(0, workflow).replace("  steps: 100 ", "  # ")
              + "workflow:\n  agents: "
              + list
              + "\n");
    };
  }

  static Edit data(String site, String table) {
    return (sample, line) -> Files.writeString(sample.data(site), table);
  }

  static Edit arguments(String... words) {
    return (sample, line) -> line.addAll(List.of(words));
  }

  static Edit usedFolder() {
    return (sample, line) -> {
      Path used = Files.createDirectory(sample.file().resolveSibling("used"));
      Files.createFile(used.resolve("precious"));
      line.addAll(List.of("--out", used.toString()));
    };
  }

  static Edit split(String json) {
    return (sample, line) -> {
      Path file = Files.writeString(sample.file().resolveSibling("split.json"), json);
      line.addAll(List.of("--split", file.toString()));
    };
  }
}
