package org.cloister.app.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.cloister.app.record.Json;
import org.cloister.model.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogLineTests {

  private static final String CANARY = "row 8675309";

  private static LoggingEvent event(
      String logger, String message, Throwable thrown, Map<String, String> context) {
    LoggingEvent event =
        new LoggingEvent(
            "caller", new LoggerContext().getLogger(logger), Level.WARN, message, thrown, null);
    event.setTimeStamp(1_769_850_300_000L);
    event.setMDCPropertyMap(context);
    return event;
  }

  private static JsonNode json(LoggingEvent event) {
    String line = new String(new JsonLines().encode(event), StandardCharsets.UTF_8);
    assertEquals(1, line.lines().count(), line);
    assertTrue(line.endsWith("\n"));
    return Json.parse(line, "a line", ErrorCode.INTERNAL);
  }

  private static String plain(LoggingEvent event) {
    return new PlainLine().doLayout(event);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\nERROR Forged: b",
        "a\r\nb",
        "a\u2028b",
        "a\u0085b",
        "a\u001b[2Jb",
        "a\u202eb",
        "a\u0000b",
        "a\ud800b",
        "a\",\"level\":\"ERROR\"}\n{\"b"
      })
  void line_messageOfAPlugin_canNeitherForgeALineNorSteerATerminal(String text) {
    LoggingEvent event =
        event(
            "guest." + text,
            text,
            new IllegalStateException(text),
            Map.of("site", text, text, text));

    String line = plain(event);
    assertEquals(1, line.lines().count(), line);
    assertTrue(
        line.strip().chars().allMatch(c -> c >= ' ' && c < 0x7f), () -> "a control in " + line);
    JsonNode json = json(event);
    assertEquals("WARN", json.get("level").asText());
    assertTrue(json.get("message").asText().chars().noneMatch(Character::isISOControl));
  }

  @Test
  void line_exception_isToldByItsClassesAndPlacesAlone() {
    Throwable thrown = new IllegalStateException(CANARY, new IllegalArgumentException(CANARY));
    thrown.addSuppressed(new IllegalStateException(CANARY));
    LoggingEvent event = event("org.cloister.node.Driver", "Work failed.", thrown, Map.of());

    String line = plain(event);
    assertTrue(
        line.endsWith("WARN Driver: Work failed. (java.lang.IllegalStateException)\n"), line);
    JsonNode json = json(event);
    assertFalse((json + line).contains("8675309"));
    assertEquals(
        "java.lang.IllegalArgumentException", json.at("/thrown/1/class").asText(), json.toString());
    assertTrue(json.at("/thrown/0/places/0").asText().contains("LogLineTests"), json.toString());
  }

  @Test
  void line_correlation_isInIt() {
    LoggingEvent event = event("x", "y", null, Map.of("job", "heart", "round", "3", "site", "va"));
    assertEquals(
        "{\"at\":\"2026-01-31T09:05:00.000Z\",\"level\":\"WARN\",\"logger\":\"x\",\"thread\":\""
            + Thread.currentThread().getName()
            + "\",\"message\":\"y\",\"job\":\"heart\",\"round\":\"3\",\"site\":\"va\"}",
        json(event).toString());
    assertTrue(plain(event).endsWith(" WARN x at va: y\n"), plain(event));
  }

  @Test
  void line_contextThatNamesAFieldOfTheLine_doesNotReplaceIt() {
    LoggingEvent event = event("x", "y", null, Map.of("level", "ERROR", "at", "never"));
    assertEquals("WARN", json(event).get("level").asText());
  }

  @Test
  void line_endlessMessage_isCut() {
    LoggingEvent event = event("x", "\u0001".repeat(1 << 20), null, Map.of());
    assertTrue(plain(event).length() < 5000);
  }
}
