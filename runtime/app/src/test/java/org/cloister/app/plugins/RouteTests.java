package org.cloister.app.plugins;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cloister.app.TestHome;
import org.cloister.app.job.JobReader;
import org.cloister.app.yaml.Problem;
import org.cloister.app.yaml.ProblemsFound;
import org.cloister.guard.Grants;
import org.cloister.guard.PluginGuard;
import org.cloister.guard.PluginLock;
import org.cloister.host.AdmissionCheck;
import org.cloister.host.HostListener;
import org.cloister.host.HostSettings;
import org.cloister.host.PluginHost;
import org.cloister.model.CloisterException;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;
import org.cloister.model.PluginPin;
import org.cloister.port.AggregationRoute;
import org.cloister.port.Assembly;
import org.cloister.port.SumNoise;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From the words of a job file to typed routes, with plugins of every kind installed. */
class RouteTests {

  private static final String SECURE = "route: secure, protocol: masks, quantizer: grid, ";
  private static final String GROUPED = "route: grouped, protocol: masks, quantizer: grid, ";

  @TempDir static Path folder;

  private static PluginHost host;

  @BeforeAll
  static void start() throws Exception {
    TestHome home = TestHome.in(folder.resolve("home"));
    Path foreign = ForeignBundle.write(folder, home.bundles().resolve("foreign.jar"));
    PluginLock.read(home.lockFile())
        .with("foreign.jar", Digest.of(Files.readAllBytes(foreign)))
        .write(home.lockFile());
    Path grants =
        Files.writeString(folder.resolve("grants.yaml"), "grants:\n  foreign: [protection]\n");
    // The plugins of this test do nothing, so they keep no contract either.
    host =
        PluginHost.start(
            HostSettings.of(folder.resolve("framework")),
            new PluginGuard(PluginLock.read(home.lockFile()), Grants.read(grants)),
            AdmissionCheck.none(),
            HostListener.none());
    assertEquals(List.of(), host.admitFolder(home.bundles()).quarantined());
  }

  @AfterAll
  static void stop() {
    if (host != null) {
      host.close();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        SECURE + "plugin: krum|krum must be an aggregator that needs only the sum on route secure",
        SECURE
            + "plugin: fed-avg, compressor: top-k|top-k must be a linear compressor on route secure",
        SECURE
            + "plugin: fed-avg, noise: gauss|gauss must be a mechanism that adds integer noise on route secure",
        SECURE
            + "plugin: fed-avg, noise: dp-sgd|dp-sgd must be a mechanism that adds integer noise",
        GROUPED + "plugin: fed-avg|fed-avg must be a rule over the groups' means on route grouped",
        GROUPED + "plugin: krum, group-size: 3|groupSize must be at least 4, was 3",
        "route: open, plugin: krum, noise: skellam|skellam must be a mechanism that adds real noise to an update",
      })
  void open_combinationThatDoesNotProtect_saysWhyAndTheWayOut(String aggregation, String reason)
      throws Exception {
    Problem problem = refused(aggregation, "").get(0);

    assertEquals(ErrorCode.ROUTE_MISMATCH, problem.code());
    assertTrue(problem.text().startsWith(reason), problem.text());
    assertTrue(problem.text().contains("choose") || problem.text().contains("least"));
    assertTrue(problem.path().startsWith("aggregation"), problem.path());
  }

  @Test
  void open_secureWithoutQuantizer_asksForTheUniformOne() throws Exception {
    Problem problem = refused("route: secure, protocol: masks, plugin: fed-avg", "").get(0);

    assertEquals("aggregation.quantizer", problem.path());
    assertTrue(
        problem.text().startsWith("There is no quantizer named \"uniform\""), problem.text());
    assertTrue(problem.text().contains("grid"), problem.text());
  }

  @Test
  void open_noiseMechanismAsGradientPrivacy_isRefused() throws Exception {
    Problem problem = refused("route: open, plugin: krum", "privacy: gauss, ").get(0);

    assertEquals("training.privacy", problem.path());
    assertTrue(problem.text().contains("name it as aggregation.noise"), problem.text());
  }

  @Test
  void open_fittingPlugins_giveTheTypedRoute() throws Exception {
    AggregationRoute.Secure secure =
        assertInstanceOf(
            AggregationRoute.Secure.class,
            route(SECURE + "plugin: fed-avg, compressor: random-k, noise: skellam, max-weight: 9"));
    assertInstanceOf(SumNoise.AtSites.class, secure.noise().orElseThrow());
    assertEquals("random-k", secure.compressor().orElseThrow().role().id());
    assertEquals(9, secure.maxWeight());

    AggregationRoute.Secure trusting =
        assertInstanceOf(
            AggregationRoute.Secure.class, route(SECURE + "plugin: fed-avg, noise: at-server"));
    assertInstanceOf(SumNoise.AtCoordinator.class, trusting.noise().orElseThrow());

    AggregationRoute.Grouped grouped =
        assertInstanceOf(AggregationRoute.Grouped.class, route(GROUPED + "plugin: krum"));
    assertEquals(4, grouped.groupSize());

    AggregationRoute.Open open =
        assertInstanceOf(
            AggregationRoute.Open.class,
            route("route: open, plugin: krum, compressor: {plugin: top-k, k: 5}, noise: gauss"));
    assertEquals("5", open.compressor().orElseThrow().settings().text("k"));
    assertEquals("gauss", open.noise().orElseThrow().role().id());
  }

  @Test
  void open_withPins_leasesThoseOrRefuses() throws Exception {
    JobAssemblies assemblies =
        new JobAssemblies(host, JobReader.read(job("route: open, plugin: krum", "")));
    List<PluginPin> pins;
    try (Assembly current = assemblies.open()) {
      pins = current.pins();
    }

    try (Assembly pinned = assemblies.open(pins)) {
      assertEquals(pins, pinned.pins());
    }
    List<PluginPin> others =
        pins.stream()
            .map(pin -> new PluginPin(pin.role(), pin.id(), pin.version(), Digest.of("other")))
            .toList();
    assertEquals(
        ErrorCode.PLUGIN_MISMATCH,
        assertThrows(CloisterException.class, () -> assemblies.open(others)).code());
  }

  private static AggregationRoute route(String aggregation) throws Exception {
    try (Assembly assembly = new JobAssemblies(host, JobReader.read(job(aggregation, ""))).open()) {
      return assembly.route();
    }
  }

  private static List<Problem> refused(String aggregation, String training) throws Exception {
    Path file = job(aggregation, training);
    return assertThrows(
            ProblemsFound.class,
            () -> new JobCheck(host).ready(JobReader.read(file), List.of()).close())
        .problems();
  }

  private static Path job(String aggregation, String training) throws Exception {
    return Files.writeString(
        Files.createTempFile(folder, "job", ".yaml"),
        """
        cloister: 1
        name: routes
        data:
          source: csv
          columns:
            - {name: x, type: numeric, min: 0, max: 1}
            - {name: y, type: label, target: binary}
        sites: {a: {data: a.csv}}
        model: logistic
        training: {plugin: sgd, %sbatch-size: 4}
        aggregation: {%s}
        workflow: {plugin: federated-averaging}
        """
            .formatted(training, aggregation));
  }
}
