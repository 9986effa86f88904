package org.cloister.port;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles one source against the class path of the tests. */
final class Compilation {

  /** An error with the compiler's code for it and the text of its line. */
  record Failure(String code, String line) {}

  private Compilation() {}

  /** The errors in a class {@code Snippet}; whatever is made goes to {@code directory}. */
  static List<Failure> failures(String source, Path directory) throws IOException {
    JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler());
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    JavaFileObject file =
        new SimpleJavaFileObject(URI.create("string:///Snippet.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
          }
        };
    List<String> options =
        List.of(
            "-d", directory.toString(), "-proc:none", "-cp", System.getProperty("java.class.path"));
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(found, Locale.ROOT, StandardCharsets.UTF_8)) {
      compiler.getTask(null, files, found, options, null, List.of(file)).call();
    }
    List<String> lines = source.lines().toList();
    return found.getDiagnostics().stream()
        .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
        .map(
            diagnostic ->
                new Failure(
                    diagnostic.getCode(),
                    Optional.of((int) diagnostic.getLineNumber())
                        .filter(number -> number >= 1)
                        .map(number -> lines.get(number - 1).strip())
                        .orElse("")))
        .toList();
  }
}
