package org.cloister.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.cloister.app.job.JobReader;
import org.cloister.app.plugins.Home;
import org.cloister.app.plugins.HostStarter;
import org.cloister.engine.Machine;
import org.cloister.engine.Message;
import org.cloister.engine.Signal;
import org.cloister.host.PluginHost;
import org.cloister.model.Digest;
import org.cloister.node.Driver;
import org.cloister.spi.Event;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Whole runs on the grouped route: eight sites, masks, a median over the means of two groups. */
@Timeout(300)
class GroupedRouteTests {
  @TempDir Path folder;

  @AfterEach
  void tellNobody() {
    System.clearProperty(FailingAggregator.FAIL_IN);
  }

  private SampleJob sample() throws IOException {
    StringBuilder more = new StringBuilder("  va: {data: data/va.csv}\n");
    for (String site : List.of("cleveland", "hungarian", "switzerland", "va")) {
      more.append("  ").append(site).append("-2: {data: data/").append(site).append(".csv}\n");
    }
    return SampleJob.secure(folder.resolve("sample"))
        .with("  va: {data: data/va.csv}\n", more.toString())
        .with("route: secure", "route: grouped\n  group-size: 4")
        .with("plugin: fed-avg", "plugin: median")
        .with("rounds: 15", "rounds: 4");
  }

  private TestHome home() throws IOException {
    return TestHome.secure(folder.resolve("home"));
  }

  /** What parties remember as long as the job, by file. */
  private static Map<Path, byte[]> draws(Path out) throws IOException {
    Map<Path, byte[]> entries = new TreeMap<>();
    try (Stream<Path> files = Files.walk(out)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".entry")).toList()) {
        if (file.getFileName().toString().startsWith("job")) {
          entries.put(out.relativize(file), Files.readAllBytes(file));
        }
      }
    }
    return entries;
  }

  @Test
  void check_ofAJobWithGroups_saysWhatTheyProtectAndWhatNot() throws IOException {
    TestHome.Ran ran = home().run("job", "check", sample().file());

    assertEquals(0, ran.exit(), ran.err());
    String text = ran.out().replaceAll("\\s+", " ");
    assertTrue(text.contains("2 groups of at least 4"), text);
    assertTrue(text.contains("Not protected"), text);
    assertTrue(text.contains("no rule can tell a spoiled mean"), text);
  }

  private Path many(int sites, int groupSize, String protocol) throws IOException {
    StringBuilder more = new StringBuilder("  va: {data: data/va.csv}\n");
    for (int i = 4; i < sites; i++) {
      more.append("  va-").append(i).append(": {data: data/va.csv}\n");
    }
    return SampleJob.secure(folder.resolve(protocol + sites))
        .with("  va: {data: data/va.csv}\n", more.toString())
        .with("route: secure", "route: grouped\n  group-size: " + groupSize)
        .with("protocol: bonawitz", protocol)
        .with("plugin: fed-avg", "plugin: median")
        .file();
  }

  /** If only 129 of them draw, they are one group. */
  @Test
  void check_groupThatMayOutgrowItsProtocol_isRefusedBeforeAnythingIsDrawn() throws IOException {
    TestHome home = home();
    for (int sites : new int[] {129, 300}) {
      TestHome.Ran refused = home.run("job", "check", many(sites, 65, "protocol: bonawitz"));
      assertEquals(1, refused.exit(), refused.out());
      String text = refused.err().replaceAll("\\s+", " ");
      assertTrue(text.contains("3 to 128 sites, was 129"), text);
      assertTrue(text.contains("the protocol bell") && text.contains("CL-0701"), text);
    }
    assertEquals(0, home.run("job", "check", many(128, 65, "protocol: bonawitz")).exit());
    assertEquals(0, home.run("job", "check", many(129, 65, "protocol: bell")).exit());
    assertEquals(0, home.run("job", "check", many(129, 65, "# by itself: bell")).exit());
  }

  @Test
  void resume_ofARunThatFailed_goesOnWithTheGroupsThatTheSitesDrew() throws IOException {
    TestHome home = home();
    assertEquals(0, home.run("plugin", "trust", FailingMedian.write(folder)).exit());
    SampleJob sample = sample().with("plugin: median", "plugin: failing-median");
    Path out = folder.resolve("out");
    System.setProperty(FailingAggregator.FAIL_IN, "3");
    TestHome.Ran failed = home.run("simulate", sample.file(), "--out", out);
    assertEquals(1, failed.exit(), failed.err());
    Map<Path, byte[]> drawn = draws(out);
    assertTrue(
        drawn.keySet().stream().anyMatch(file -> file.startsWith("state")), "the coordinator's");
    assertEquals(
        8,
        drawn.keySet().stream()
            .filter(file -> file.startsWith("sites"))
            .map(file -> file.getName(1))
            .distinct()
            .count());

    System.clearProperty(FailingAggregator.FAIL_IN);
    TestHome.Ran ran = home.run("simulate", sample.file(), "--resume", out);

    assertEquals(0, ran.exit(), ran.err());
    assertTrue(draws(out).isEmpty(), "nothing is left of a run that is complete");
    TestHome.Ran verified =
        home.run("ledger", "verify", out, "--policy", out.resolve("keys/policy"));
    assertEquals(0, verified.exit(), verified.out());
    String incidents = home.run("ledger", "show", out, "--type", "incident").out();
    assertFalse(incidents.contains("declined"), incidents);
    for (String site : List.of("cleveland", "va-2")) {
      String sent = Files.readString(out.resolve("sites").resolve(site).resolve("sent.jsonl"));
      assertTrue(sent.contains("\"commitment\"") && sent.contains("\"opening\""), "listed");
    }
  }

  /** Four sites, so that every draw gives the same group; what differs is the draw alone. */
  private List<Event> history(boolean lying, List<Message> said) throws IOException {
    TestHome home = home();
    SampleJob sample =
        SampleJob.secure(folder.resolve("four"))
            .with("route: secure", "route: grouped\n  group-size: 4")
            .with("plugin: fed-avg", "plugin: median")
            .with("standardise: global", "standardise: site")
            .with("rounds: 15", "rounds: 1\n  evaluate-every: 0");
    List<Event> history = Collections.synchronizedList(new ArrayList<>());
    Digest job = JobRun.terms(JobReader.read(sample.file()), Optional.empty()).digest();
    AtomicReference<ToldOtherwise> told = new AtomicReference<>();
    try (PluginHost host = new HostStarter(new Home(home.root())).start(folder.resolve("felix"))) {
      JobRun.of(host, sample.file(), history::add)
          .with(
              "va",
              site -> {
                told.set(new ToldOtherwise(site, job, lying ? "hungarian" : "nobody"));
                return told.get();
              })
          .outcome();
    }
    said.addAll(told.get().said);
    return history;
  }

  private static List<String> counted(List<Event> history) {
    return history.stream()
        .filter(e -> e instanceof Event.SitesReported told && told.node().equals("train"))
        .map(e -> ((Event.SitesReported) e).reported())
        .findFirst()
        .orElse(List.of());
  }

  private static boolean gaveItsValues(List<Message> said) {
    return said.stream()
        .anyMatch(m -> m instanceof Message.SessionStep s && s.message().vector().isPresent());
  }

  @Test
  void site_thatWasShownAnotherDraw_givesNothingToASession() throws IOException {
    List<Message> said = new ArrayList<>();
    List<Event> history = history(true, said);

    assertTrue(said.stream().anyMatch(Message.SessionStep.class::isInstance), "it took the ask");
    assertFalse(gaveItsValues(said), said::toString);
    assertFalse(counted(history).contains("va"), counted(history)::toString);
  }

  /** What a machine hears, with asks that are bound to another draw. */
  private static Machine asked(Machine site) {
    return signal ->
        site.on(
            signal instanceof Signal.Received r && r.message() instanceof Message.Ask ask
                ? new Signal.Received(
                    r.from(), ToldOtherwise.bound(ask, Optional.of(Digest.of("another"))))
                : signal);
  }

  @Test
  void site_thatDeclinesASession_saysWhyInItsOwnLog() throws IOException {
    TestHome home = home();
    Logger log = (Logger) LoggerFactory.getLogger(Driver.class);
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    log.addAppender(lines);
    try (PluginHost host = new HostStarter(new Home(home.root())).start(folder.resolve("felix"))) {
      JobRun.of(host, sample().file(), event -> {}).with("va", GroupedRouteTests::asked).outcome();
    } finally {
      log.detachAppender(lines);
    }
    List<ILoggingEvent> refusals =
        List.copyOf(lines.list).stream()
            .filter(line -> line.getFormattedMessage().contains("CL-0716"))
            .toList();
    assertFalse(refusals.isEmpty());
    for (ILoggingEvent line : refusals) {
      assertEquals("va", line.getMDCPropertyMap().get("site"));
      assertEquals(Level.WARN, line.getLevel());
      assertTrue(line.getFormattedMessage().contains("bound to the draw"), line::toString);
    }
  }

  @Test
  void site_thatWasShownTheSameDraw_givesItsValues() throws IOException {
    List<Message> said = new ArrayList<>();

    assertTrue(counted(history(false, said)).contains("va"));
    assertTrue(gaveItsValues(said));
  }
}
