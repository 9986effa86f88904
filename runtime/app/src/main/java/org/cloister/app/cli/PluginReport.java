package org.cloister.app.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.cloister.app.record.Json;
import org.cloister.host.AdmittedPlugin;
import org.cloister.host.HostReport;
import org.cloister.host.Quarantined;
import org.cloister.model.PluginPin;

/** A report of the plugin host in both forms. */
record PluginReport(HostReport report) {

  ObjectNode json() {
    ObjectNode json = Json.object();
    ArrayNode admitted = json.putArray("admitted");
    report.admitted().forEach(plugin -> describe(plugin, admitted.addObject()));
    ArrayNode refused = json.putArray("quarantined");
    for (Quarantined bundle : report.quarantined()) {
      refused
          .addObject()
          .put("file", bundle.fileName())
          .put("code", bundle.code().text())
          .put("reason", bundle.reason());
    }
    return json;
  }

  String text() {
    StringBuilder text = new StringBuilder();
    report.admitted().forEach(plugin -> text.append(text(plugin)));
    for (Quarantined bundle : report.quarantined()) {
      text.append("REFUSED ").append(bundle.fileName()).append(" [");
      text.append(bundle.code().text()).append("]\n  ").append(bundle.reason()).append('\n');
    }
    return text.length() == 0 ? "No bundle is installed.\n" : text.toString();
  }

  static void describe(AdmittedPlugin plugin, ObjectNode json) {
    json.put("name", plugin.bundle().symbolicName());
    json.put("version", plugin.bundle().version().toString());
    json.put("file", plugin.bundle().fileName());
    json.put("sha256", plugin.bundle().digest().hex());
    json.put("checked", plugin.checked());
    ObjectNode roles = json.putObject("roles");
    byRole(plugin)
        .forEach(
            (role, ids) -> {
              ArrayNode array = roles.putArray(role);
              ids.forEach(array::add);
            });
  }

  static String text(AdmittedPlugin plugin) {
    StringBuilder text = new StringBuilder(plugin.bundle().symbolicName());
    text.append(' ').append(plugin.bundle().version());
    text.append("  (").append(plugin.bundle().fileName()).append(", sha256 ");
    text.append(plugin.bundle().digest().abbreviated()).append(")");
    text.append(plugin.checked() ? "\n" : ", checked when first used\n");
    byRole(plugin)
        .forEach(
            (role, ids) ->
                text.append("  ")
                    .append(role)
                    .append(": ")
                    .append(String.join(", ", ids))
                    .append('\n'));
    return text.toString();
  }

  private static Map<String, TreeSet<String>> byRole(AdmittedPlugin plugin) {
    Map<String, TreeSet<String>> roles = new TreeMap<>();
    for (PluginPin pin : plugin.roles()) {
      roles.computeIfAbsent(pin.role(), role -> new TreeSet<>()).add(pin.id());
    }
    return roles;
  }
}
