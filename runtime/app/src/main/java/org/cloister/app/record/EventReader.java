package org.cloister.app.record;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.cloister.model.CloisterException;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;
import org.cloister.model.PluginPin;
import org.cloister.model.Quoted;
import org.cloister.spi.DropReason;
import org.cloister.spi.Event;

/**
 * Reads the events that {@link EventJson} wrote.
 *
 * @param where the file and line, for messages
 */
record EventReader(String where) {

  Event read(JsonNode json) {
    int round = integer(json, "round");
    String type = text(json, "event");
    return switch (type) {
      case "round-started" -> new Event.RoundStarted(round, pins(child(json, "plugins")));
      case "selected" -> new Event.Selected(round, node(json), texts(child(json, "sites")));
      case "initialised" -> new Event.Initialised(round, node(json), digest(json, "version"));
      case "sites-reported" ->
          new Event.SitesReported(
              round,
              node(json),
              texts(child(json, "reported")),
              dropped(child(json, "dropped")),
              blamed(json),
              values(json));
      case "aggregated" -> new Event.Aggregated(round, node(json), digest(json, "candidate"));
      case "updated" -> new Event.Updated(round, node(json), digest(json, "version"));
      case "computed" ->
          new Event.Computed(round, node(json), text(json, "computation"), values(json));
      case "child-ended" ->
          new Event.ChildEnded(round, node(json), text(json, "workflow"), values(json));
      case "in-child" -> new Event.InChild(node(json), read(child(json, "inner")));
      case "joined" -> new Event.Joined(round, text(json, "site"));
      case "left" -> new Event.Left(round, text(json, "site"));
      case "stopped" -> new Event.Stopped(round, node(json), text(json, "reason"));
      default -> throw malformed("event must be a known event, was " + Quoted.of(type));
    };
  }

  /** When a line was recorded; empty if it does not say. */
  Optional<Instant> at(JsonNode json) {
    if (!json.has(HistoryFile.AT)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Instant.parse(text(json, HistoryFile.AT)));
    } catch (DateTimeException e) {
      throw malformed("at must be a time such as 2026-01-31T09:05:00.000Z");
    }
  }

  private List<PluginPin> pins(JsonNode array) {
    List<PluginPin> pins = new ArrayList<>();
    for (JsonNode pin : array) {
      pins.add(
          new PluginPin(
              text(pin, "role"), text(pin, "id"), text(pin, "version"), digest(pin, "bundle")));
    }
    return pins;
  }

  private Map<String, DropReason> dropped(JsonNode object) {
    Map<String, DropReason> dropped = new TreeMap<>();
    for (var entry : object.properties()) {
      try {
        dropped.put(entry.getKey(), Names.constant(DropReason.class, entry.getValue().asText()));
      } catch (IllegalArgumentException e) {
        throw malformed("dropped must give a known reason");
      }
    }
    return dropped;
  }

  /** Absent where nobody is to blame. */
  private Map<String, ErrorCode> blamed(JsonNode json) {
    Map<String, ErrorCode> blamed = new TreeMap<>();
    if (json.has("blamed")) {
      for (var entry : child(json, "blamed").properties()) {
        String code = entry.getValue().asText();
        blamed.put(
            entry.getKey(),
            Arrays.stream(ErrorCode.values())
                .filter(known -> known.text().equals(code))
                .findFirst()
                .orElseThrow(() -> malformed("blamed must give a known code")));
      }
    }
    return blamed;
  }

  /** Numbers; values that are not finite stand as text. */
  private Map<String, Double> values(JsonNode json) {
    Map<String, Double> values = new TreeMap<>();
    for (var entry : child(json, "values").properties()) {
      try {
        values.put(entry.getKey(), Double.valueOf(entry.getValue().asText()));
      } catch (NumberFormatException e) {
        throw malformed("values must hold numbers");
      }
    }
    return values;
  }

  private List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    for (JsonNode text : array) {
      texts.add(text.asText());
    }
    return texts;
  }

  private Digest digest(JsonNode json, String name) {
    return new Digest(text(json, name));
  }

  private String node(JsonNode json) {
    return text(json, "node");
  }

  private String text(JsonNode json, String name) {
    JsonNode value = child(json, name);
    if (!value.isTextual()) {
      throw malformed(name + " must be a text");
    }
    return value.asText();
  }

  private int integer(JsonNode json, String name) {
    JsonNode value = child(json, name);
    if (!value.canConvertToInt() || !value.isIntegralNumber()) {
      throw malformed(name + " must be a whole number");
    }
    return value.asInt();
  }

  private JsonNode child(JsonNode json, String name) {
    JsonNode child = json.get(name);
    if (child == null) {
      throw malformed(name + " must be given");
    }
    return child;
  }

  private CloisterException malformed(String rule) {
    return new CloisterException(ErrorCode.MESSAGE_MALFORMED, where + ": " + rule + ".");
  }
}
