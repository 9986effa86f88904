package org.cloister.app.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cloister.spi.DropReason;
import org.cloister.spi.Event;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class ReportTests {

  private static final List<String> HOSTILE =
      List.of(
          "<script>alert(1)</script>",
          "\"><img src=x onerror=alert(1)>",
          "' onmouseover='alert(1)",
          "]]></style><script>alert(1)</script>",
          "</title><script>alert(1)</script>",
          "&lt;b&gt; &#x3c;script&#x3e;",
          "\u202egnp.exe\u2066",
          "a\0b\u0007\u001b[31m",
          "\ud800 alone",
          "javascript:alert(1)",
          "x".repeat(100_000),
          "");

  @Test
  void of_aRun_hasTheNumbersOfItsMetrics() throws Exception {
    Runs run = Runs.with("cleveland", "hungarian", "va").rounds(15).metric("train.loss", 0.25);

    Parsed report = Parsed.of(run.report());

    assertEquals(run.recorded().metrics(), report.metrics());
    assertTrue(report.metrics().containsKey("final.test.sites.va.auc"));
    Element loss = report.withClass("tr", "way").get(0);
    assertTrue(loss.getTextContent().contains("0.2500"), loss.getTextContent());
  }

  @Test
  void of_aRun_hasACurveOfEachSiteAndOfAll() throws Exception {
    Parsed report = Parsed.of(Runs.with("cleveland", "hungarian", "va").rounds(15).report());

    assertEquals(
        List.of("all sites", "cleveland", "hungarian", "va", "all sites"),
        report.withClass("path", "line").stream()
            .map(line -> line.getAttribute("data-series"))
            .toList());
    for (Element line : report.withClass("path", "whole")) {
      assertEquals(14, line.getAttribute("d").split("L|h0M", -1).length - 1);
    }
  }

  @Test
  void of_aRun_labelsRoundTheLastValues() throws Exception {
    Runs run = Runs.with("a");
    for (int r = 1; r <= 3; r++) {
      run.event(new Event.SitesReported(r, "n", List.of("a"), Map.of(), Map.of("auc", 0.8637)));
    }

    Parsed report = Parsed.of(run.report());

    assertEquals("0.864", report.withClass("tspan", "value").get(0).getTextContent());
  }

  @Test
  void of_aRun_sameInput_isTheSameToTheByte() {
    assertEquals(Runs.ofSites(9).rounds(30).report(), Runs.ofSites(9).rounds(30).report());
  }

  @Test
  void of_hostileNames_areText() throws Exception {
    for (String name : HOSTILE) {
      Runs run =
          Runs.with(name, "b")
              .job(name)
              .plugin(name, name, name)
              .event(new Event.Joined(0, name))
              .event(
                  new Event.SitesReported(
                      1,
                      name,
                      List.of(name),
                      Map.of(name + "x", DropReason.FAILED),
                      new TreeMap<>(Map.of(name, 1.0, "sites." + name + ".auc", 2.0))))
              .event(new Event.Stopped(1, name, name))
              .metric("final.test.sites." + name + ".auc", 3)
              .metric(name, 4)
              .ended("failed", "CL-0401", name, 1);

      Parsed report = Parsed.of(run.report());
      Parsed ofSite = Parsed.of(run.report(name));

      assertTrue(report.all("script").isEmpty() && ofSite.all("script").isEmpty(), name);
      assertFalse(report.text().contains("\u202e") || report.text().contains("\0"), name);
    }
  }

  @Test
  void of_valuesThatAreNotFinite_areWordsAndGaps() throws Exception {
    Runs run = Runs.with("a");
    double[] loss = {Double.NaN, 0.5, Double.POSITIVE_INFINITY, 0.3, Double.NEGATIVE_INFINITY};
    for (int r = 0; r < loss.length; r++) {
      run.event(
          new Event.SitesReported(
              r + 1, "train", List.of("a"), Map.of(), Map.of("loss", loss[r], "bad", Double.NaN)));
    }

    Parsed report =
        Parsed.of(
            run.metric("final.test.union.auc", Double.NaN)
                .metric("final.test.union.mse", Double.POSITIVE_INFINITY)
                .report());

    assertEquals(
        List.of("Infinity", "NaN"),
        report.metrics().values().stream().map(String::valueOf).sorted().toList());
    Element line = report.withClass("path", "line").get(0);
    assertEquals(2, line.getAttribute("d").split("M", -1).length - 1, line.getAttribute("d"));
    assertFalse(line.getAttribute("d").contains("NaN"));
    assertTrue(report.text().contains("There is no finite value to draw."));
  }

  @Test
  void of_nothingRecorded_saysSo() throws Exception {
    Parsed report = Parsed.of(Runs.with("a").report());

    assertTrue(report.text().contains("unfinished"));
    assertTrue(report.text().contains("There are no metrics"), report.text());
    assertTrue(report.text().contains("No site was asked for anything."));
    assertTrue(report.text().contains("No model was published."));
  }

  @Test
  void of_belowQuorum_showsTheCodeAndWhoWasMissing() throws Exception {
    Parsed report =
        Parsed.of(
            Runs.with("a", "b")
                .event(
                    new Event.SitesReported(
                        1, "train", List.of("a"), Map.of("b", DropReason.DEADLINE), Map.of()))
                .ended("failed", "CL-0401", "One of two sites counted.", 0)
                .report());

    assertTrue(report.text().contains("One of two sites counted. [CL-0401]"));
    assertTrue(report.text().contains("No answer came before the deadline."));
    assertEquals(1, report.withClass("path", "dropped").size() - 1, "one row and the legend");
  }

  @Test
  void of_oneSiteOneRound_hasItsPoint() throws Exception {
    Parsed report = Parsed.of(Runs.with("only").rounds(1).report());

    assertTrue(report.withClass("path", "dot").size() >= 2);
  }

  @Test
  void of_secureRoute_saysSumsAndNothingOfOneSite() throws Exception {
    Parsed report =
        Parsed.of(
            Runs.with("a", "b")
                .route("secure")
                .event(
                    new Event.SitesReported(
                        1, "train", List.of("a", "b"), Map.of(), Map.of("loss", 0.5)))
                .metric("final.test.union.auc", 0.5)
                .report());

    assertTrue(report.text().contains("the sum over all sites"));
    assertTrue(report.text().contains("No metric of a single site is known"));
  }

  @Test
  void of_aThousandRoundsOfAHundredSites_isSmallAndComplete() throws Exception {
    String html = Runs.ofSites(100).rounds(1000).report();

    assertTrue(html.getBytes(StandardCharsets.UTF_8).length < 2_000_000, html.length() + " chars");
    Parsed report = Parsed.of(html);
    assertEquals(100, report.withClass("path", Series.MANY).size());
    assertTrue(report.metrics().containsKey("final.test.sites.site-099.auc"));
  }

  @Test
  void of_manySitesAndRounds_staysBounded() throws Exception {
    Parsed.of(Runs.ofSites(500).rounds(3).report());
    String html = Runs.ofSites(2).rounds(5_000).report();

    assertTrue(html.length() < 1_000_000, html.length() + " chars");
  }

  @Test
  void site_seesNothingOfTheOthers() throws Exception {
    Runs run = Runs.with("alpha", "bravo", "charlie").rounds(40);
    Recorded recorded = run.recorded();

    String html = run.report("bravo");

    assertFalse(html.contains("alpha") || html.contains("charlie"), html);
    assertTrue(html.contains("70002") && html.contains("30002") && html.contains("10002"));
    assertFalse(html.contains("70001") || html.contains("70003"), "rows of another site");
    recorded
        .metrics()
        .forEach(
            (name, value) ->
                assertEquals(
                    !name.contains("sites.") || name.contains("sites.bravo."),
                    html.contains("data-metric=\"" + name + "\""),
                    name));
    Parsed report = Parsed.of(html);
    long dots = report.withClass("path", "s0").stream().count();
    assertTrue(dots > 0, "its own line");
  }

  @Test
  void job_holdsNoRowsOfASite() {
    String html = Runs.with("alpha", "bravo").rounds(3).report();

    assertFalse(html.contains("70001") || html.contains("30001") || html.contains("10001"));
  }
}
