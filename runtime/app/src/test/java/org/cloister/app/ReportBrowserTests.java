package org.cloister.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import org.cloister.app.record.Json;
import org.cloister.model.ErrorCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The report of a real run, in a real browser. Skipped where there is none. */
class ReportBrowserTests {

  /** Points along each line at which a pixel of its colour is looked for. */
  private static final int POINTS = 60;

  /** The lines as the page has them: where they lie, and in which colour they are drawn. */
  private static final String LINES =
      """
      [...document.querySelectorAll('figure.chart path.line')].map(line => {
        const box = line.getBBox(), to = line.getScreenCTM(), length = line.getTotalLength();
        const style = getComputedStyle(line).stroke.match(/[0-9]+/g).map(Number);
        const points = [...Array(%d).keys()].map(i => {
          const p = line.getPointAtLength(length * (i + 0.5) / %d).matrixTransform(to);
          return [p.x + scrollX, p.y + scrollY];
        });
        return {chart: line.closest('figure').id, series: line.dataset.series, colour: style,
                width: box.width, height: box.height, points: points};
      })"""
          .formatted(POINTS, POINTS);

  private static final String NUMBERS =
      "[...document.querySelectorAll('data[data-metric]')]"
          + ".map(d => [d.dataset.metric, d.value, d.textContent])";

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  private Browser browser;

  @BeforeEach
  void start() throws Exception {
    Optional<Path> program = Browser.find();
    assumeTrue(
        program.isPresent(),
        "needs a browser: put chromium on the PATH or name it in CLOISTER_CHROMIUM");
    browser = Browser.start(program.get(), Files.createDirectory(folder.resolve("profile")));
  }

  @AfterEach
  void stop() throws Exception {
    if (browser != null) {
      browser.close();
    }
  }

  @Test
  void report_ofTheSample_isQuietAndShowsItsNumbersAndCurves() throws Exception {
    Path out = simulate();

    browser.open(out.resolve("report.html"));

    assertEquals(List.of(out.resolve("report.html").toUri().toString()), browser.requests());
    assertEquals(List.of(), browser.complaints());
    assertEquals(0, browser.evaluate("document.scripts.length").asInt());
    JsonNode metrics =
        Json.parse(Files.readString(out.resolve("metrics.json")), "metrics", ErrorCode.INTERNAL);
    numbers(metrics);
    JsonNode lines = browser.evaluate(LINES);
    assertTrue(lines.size() >= 4 + 3 * 4, lines.size() + " lines");
    for (JsonNode line : lines) {
      assertTrue(line.get("width").asDouble() > 50, line.toString());
      assertTrue(line.get("height").asDouble() > 5, line.toString());
    }
    drawn(lines)
        .forEach(
            (name, found) -> assertTrue(found >= POINTS / 4, name + " at " + found + " points"));
  }

  @Test
  void drawn_whereLinesAreHidden_findsNone() throws Exception {
    browser.open(simulate().resolve("report.html"));
    JsonNode lines = browser.evaluate(LINES);

    browser.evaluate(
        "document.querySelectorAll('path.line, path.dot').forEach(p => p.style.opacity = 0)");

    drawn(lines)
        .forEach(
            (name, found) -> assertTrue(found < POINTS / 4, name + " at " + found + " points"));
  }

  @Test
  void siteReport_ofTheSample_isQuiet() throws Exception {
    Path report = simulate().resolve("sites/va/report.html");

    browser.open(report);

    assertEquals(List.of(report.toUri().toString()), browser.requests());
    assertEquals(List.of(), browser.complaints());
    assertTrue(browser.evaluate(LINES).size() >= 4);
  }

  @Test
  void page_thatAsksAndComplains_isCaught() throws Exception {
    Path page = folder.resolve("bad.html");
    Files.writeString(
        page,
        "<!DOCTYPE html><title>x</title><img src='http://127.0.0.1:9/x.png'>"
            + "<script>console.error('no'); throw new Error('no')</script>");

    browser.open(page);

    assertTrue(browser.requests().contains("http://127.0.0.1:9/x.png"), "the request is seen");
    assertTrue(browser.complaints().size() >= 2, browser.complaints().toString());
  }

  private Path simulate() throws Exception {
    TestHome home = TestHome.in(folder.resolve("home"));
    SampleJob sample = SampleJob.in(folder.resolve("sample"));
    Path out = folder.resolve("out");
    TestHome.Ran ran = home.run("simulate", sample.file(), "--out", out);
    assertEquals(0, ran.exit(), ran.err());
    return out;
  }

  private void numbers(JsonNode metrics) throws Exception {
    Map<String, Double> shown = new TreeMap<>();
    for (JsonNode number : browser.evaluate(NUMBERS)) {
      double exact = Double.parseDouble(number.get(1).asText());
      double rounded = Double.parseDouble(number.get(2).asText());
      assertEquals(exact, rounded, Math.max(5.1e-5, Math.abs(exact) * 5.1e-4), number.toString());
      shown.put(number.get(0).asText(), exact);
    }
    Map<String, Double> expected = new TreeMap<>();
    metrics.properties().stream()
        .filter(entry -> entry.getValue().isNumber())
        .forEach(entry -> expected.put(entry.getKey(), entry.getValue().asDouble()));
    assertEquals(expected, shown);
    assertFalse(expected.isEmpty());
  }

  /** For each line, at how many of its points the picture of the page has its colour. */
  private Map<String, Integer> drawn(JsonNode lines) throws Exception {
    double height = browser.evaluate("document.documentElement.scrollHeight").asDouble();
    byte[] png = browser.screenshot(0, 0, 1100, height);
    Files.write(folder.resolve("report.png"), png);
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
    Map<String, Integer> found = new TreeMap<>();
    for (JsonNode line : lines) {
      int count = 0;
      for (JsonNode point : line.get("points")) {
        if (near(image, 2 * point.get(0).asDouble(), 2 * point.get(1).asDouble(), line)) {
          count++;
        }
      }
      found.put(line.get("chart").asText() + " " + line.get("series").asText(), count);
    }
    return found;
  }

  private static boolean near(BufferedImage image, double x, double y, JsonNode line) {
    List<Integer> colour = new ArrayList<>();
    line.get("colour").forEach(part -> colour.add(part.asInt()));
    for (int dx = -2; dx <= 2; dx++) {
      for (int dy = -2; dy <= 2; dy++) {
        int rgb = image.getRGB((int) x + dx, (int) y + dy);
        if (Math.abs((rgb >> 16 & 255) - colour.get(0)) < 24
            && Math.abs((rgb >> 8 & 255) - colour.get(1)) < 24
            && Math.abs((rgb & 255) - colour.get(2)) < 24) {
          return true;
        }
      }
    }
    return false;
  }
}
