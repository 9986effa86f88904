package org.cloister.app.record;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.cloister.model.PluginPin;
import org.cloister.spi.Event;

/**
 * An event as JSON. Written out field by field, so that renaming a Java name does not change what
 * auditors read; {@link EventReader} reads it back.
 */
final class EventJson {

  private EventJson() {}

  static ObjectNode write(Event event) {
    ObjectNode json = Json.object();
    if (event instanceof Event.RoundStarted e) {
      pins(start(json, "round-started", e).putArray("plugins"), e.plugins());
    } else if (event instanceof Event.Selected e) {
      texts(start(json, "selected", e).put("node", e.node()).putArray("sites"), e.sites());
    } else if (event instanceof Event.Initialised e) {
      start(json, "initialised", e).put("node", e.node()).put("version", e.version().hex());
    } else if (event instanceof Event.SitesReported e) {
      texts(
          start(json, "sites-reported", e).put("node", e.node()).putArray("reported"),
          e.reported());
      ObjectNode dropped = json.putObject("dropped");
      e.dropped().forEach((site, reason) -> dropped.put(site, Names.of(reason)));
      if (!e.blamed().isEmpty()) {
        ObjectNode blamed = json.putObject("blamed");
        e.blamed().forEach((site, code) -> blamed.put(site, code.text()));
      }
      values(json, e.values());
    } else if (event instanceof Event.Aggregated e) {
      start(json, "aggregated", e).put("node", e.node()).put("candidate", e.candidate().hex());
    } else if (event instanceof Event.Updated e) {
      start(json, "updated", e).put("node", e.node()).put("version", e.version().hex());
    } else if (event instanceof Event.Computed e) {
      start(json, "computed", e).put("node", e.node()).put("computation", e.computation());
      values(json, e.values());
    } else if (event instanceof Event.ChildEnded e) {
      start(json, "child-ended", e).put("node", e.node()).put("workflow", e.workflow());
      values(json, e.values());
    } else if (event instanceof Event.Joined e) {
      start(json, "joined", e).put("site", e.site());
    } else if (event instanceof Event.Left e) {
      start(json, "left", e).put("site", e.site());
    } else if (event instanceof Event.Stopped e) {
      start(json, "stopped", e).put("node", e.node()).put("reason", e.reason());
    } else if (event instanceof Event.InChild e) {
      start(json, "in-child", e).put("node", e.node()).set("inner", write(e.event()));
    } else {
      throw new IllegalStateException("no form for " + event.getClass().getSimpleName());
    }
    return json;
  }

  static void pins(ArrayNode array, List<PluginPin> pins) {
    for (PluginPin pin : pins) {
      array
          .addObject()
          .put("role", pin.role())
          .put("id", pin.id())
          .put("version", pin.version())
          .put("bundle", pin.bundle().hex());
    }
  }

  static void texts(ArrayNode array, List<String> texts) {
    texts.forEach(array::add);
  }

  private static ObjectNode start(ObjectNode json, String type, Event event) {
    return json.put("event", type).put("round", event.round());
  }

  private static void values(ObjectNode json, Map<String, Double> values) {
    ObjectNode object = json.putObject("values");
    values.forEach(object::put);
  }
}
