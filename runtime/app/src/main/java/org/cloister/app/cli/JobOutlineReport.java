package org.cloister.app.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.cloister.app.job.Job;
import org.cloister.app.job.SiteEntry;
import org.cloister.app.job.WorkflowSection;
import org.cloister.app.record.Json;
import org.cloister.app.record.Names;
import org.cloister.app.run.JobOutline;
import org.cloister.model.Column;
import org.cloister.model.PluginPin;

/** What would run, in both forms. */
record JobOutlineReport(JobOutline outline) {

  private static final int MOST_SHOWN = 12;

  ObjectNode json() {
    Job job = outline.job();
    ObjectNode json = Json.object().put("job", job.name()).put("seed", job.seed());
    ArrayNode sites = json.putArray("sites");
    job.sites().forEach(site -> sites.add(site.id()));
    json.put("route", Names.of(job.aggregation().route()));
    job.aggregation().protocol().ifPresent(protocol -> json.put("protocol", protocol.id()));
    json.put("model", job.model().id());
    json.put("trainer", job.training().trainer().id());
    json.put("aggregator", job.aggregation().aggregator().id());
    json.put("workflow", workflow());
    rounds().ifPresent(rounds -> json.put("rounds", rounds));
    ArrayNode plugins = json.putArray("plugins");
    for (PluginPin pin : outline.plugins()) {
      plugins.addObject().put("role", pin.role()).put("id", pin.id()).put("version", pin.version());
    }
    json.put("visibility", outline.visibility());
    outline.groups().ifPresent(groups -> json.put("groups", groups));
    return json;
  }

  String text() {
    Job job = outline.job();
    StringBuilder text = new StringBuilder();
    line(text, "job", job.name() + ", seed " + job.seed() + "; nothing is wrong with it");
    line(
        text,
        "sites",
        job.sites().size()
            + ": "
            + String.join(", ", job.sites().stream().map(SiteEntry::id).limit(MOST_SHOWN).toList())
            + (job.sites().size() > MOST_SHOWN ? ", ..." : ""));
    line(text, "data", job.data().source().id() + ", " + columns(job));
    line(text, "model", job.model().id());
    line(
        text,
        "training",
        job.training().trainer().id() + ", batches of " + job.training().batchSize());
    line(
        text,
        "route",
        Names.of(job.aggregation().route())
            + job.aggregation().protocol().map(protocol -> " by " + protocol.id()).orElse("")
            + ", "
            + job.aggregation().aggregator().id());
    line(
        text,
        "rounds",
        rounds().map(rounds -> rounds + ", ").orElse("as its agents say, ") + workflow());
    line(text, "privacy", outline.visibility());
    outline.groups().ifPresent(groups -> line(text, "groups", groups));
    return text.toString();
  }

  private static String columns(Job job) {
    int columns = job.data().schema().columns().size();
    return columns
        + (columns == 1 ? " column" : " columns")
        + job.data()
            .schema()
            .label()
            .map(Column.Label::target)
            .map(target -> ", a " + Names.of(target) + " label")
            .orElse("");
  }

  private String workflow() {
    return outline.job().workflow() instanceof WorkflowSection.Whole whole
        ? whole.workflow().id()
        : ((WorkflowSection.Agents) outline.job().workflow()).agents().size() + " agents";
  }

  private java.util.Optional<String> rounds() {
    return outline.job().workflow() instanceof WorkflowSection.Whole whole
            && whole.workflow().settings().has("rounds")
        ? java.util.Optional.of(whole.workflow().settings().text("rounds"))
        : java.util.Optional.empty();
  }

  private static void line(StringBuilder text, String name, String value) {
    String indented = value.replaceAll("(.{60,88}) ", "$1\n").replace("\n", "\n" + " ".repeat(10));
    text.append(String.format(Locale.ROOT, "%-10s%s%n", name, indented));
  }
}
