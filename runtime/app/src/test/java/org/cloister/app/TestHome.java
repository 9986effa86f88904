package org.cloister.app;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.cloister.app.run.StopSwitch;
import org.cloister.guard.PluginLock;
import org.cloister.model.Digest;

/** An installation in a temporary folder, with the bundles that this build has packaged. */
public final class TestHome {

  /** The networks are left out: their library takes long to start, and nothing here needs them. */
  private static final List<String> BUNDLES =
      List.of("data-sources", "models", "trainers", "aggregators", "workflows");

  private final Path root;

  private TestHome(Path root) {
    this.root = root;
  }

  public static TestHome in(Path root) throws IOException {
    return with(root, BUNDLES, "grants:\n");
  }

  /** With secure aggregation, too. */
  public static TestHome secure(Path root) throws IOException {
    List<String> bundles = new ArrayList<>(BUNDLES);
    bundles.add("secure-aggregation");
    return with(
        root, bundles, "grants:\n  org.cloister.plugins.secure-aggregation: [protection]\n");
  }

  private static TestHome with(Path root, List<String> bundles, String grants) throws IOException {
    TestHome home = new TestHome(root);
    Files.createDirectories(home.bundles());
    Files.createDirectories(home.lockFile().getParent());
    PluginLock lock = PluginLock.empty();
    for (String module : bundles) {
      Path jar = built(module);
      Path copy = Files.copy(jar, home.bundles().resolve(jar.getFileName()));
      lock = lock.with(copy.getFileName().toString(), Digest.of(Files.readAllBytes(copy)));
    }
    lock.write(home.lockFile());
    Files.writeString(root.resolve("conf/grants.yaml"), grants);
    return home;
  }

  /** The jar of a plugin module. */
  static Path built(String module) throws IOException {
    Path target = Path.of("../../plugins", module, "target");
    List<Path> jars = new ArrayList<>();
    if (Files.isDirectory(target)) {
      try (Stream<Path> files = Files.list(target)) {
        files.filter(file -> file.toString().endsWith(".jar")).forEach(jars::add);
      }
    }
    assumeTrue(
        jars.size() == 1, "needs the packaged bundle of plugins/" + module + ": run mvn verify");
    return jars.get(0);
  }

  /** Trusts a bundle that lies in its folder, and lets it protect. */
  void trust(Path jar, String symbolicName) throws IOException {
    PluginLock.read(lockFile())
        .with(jar.getFileName().toString(), Digest.of(Files.readAllBytes(jar)))
        .write(lockFile());
    Path grants = root.resolve("conf/grants.yaml");
    Files.writeString(grants, Files.readString(grants) + "  " + symbolicName + ": [protection]\n");
  }

  public Path root() {
    return root;
  }

  public Path bundles() {
    return root.resolve("bundles");
  }

  public Path lockFile() {
    return root.resolve("conf").resolve("plugins.lock");
  }

  /** What one command line did. */
  public record Ran(int exit, String out, String err) {}

  public Ran run(Object... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit =
        new App(root, new StopSwitch())
            .run(
                Arrays.stream(args).map(Object::toString).toList(),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    return new Ran(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** Exports the evidence of a run as an auditor asks for it, which its ledger notes. */
  Ran export(Path run, Path policy, Path archive) {
    return run(
        "evidence",
        "export",
        run,
        "--policy",
        policy,
        "--to",
        archive,
        "--recipient",
        "authority",
        "--reason",
        "yearly audit");
  }

  /** Exports it without a note on the ledger. */
  Ran exportUnrecorded(Path run, Path policy, Path archive) {
    return run("evidence", "export", run, "--policy", policy, "--to", archive, "--unrecorded");
  }
}
