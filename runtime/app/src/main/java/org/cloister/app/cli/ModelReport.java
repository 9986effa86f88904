package org.cloister.app.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.cloister.app.predict.PreprocessingWords;
import org.cloister.app.record.Names;
import org.cloister.app.record.PluginUse;
import org.cloister.app.record.Provenance;
import org.cloister.app.record.Recipe;
import org.cloister.app.record.StoredModel;
import org.cloister.host.HostReport;
import org.cloister.model.Column;
import org.cloister.model.Model;
import org.cloister.model.PluginPin;
import org.cloister.model.Settings;
import org.cloister.model.Tensor;

/** A model and its provenance in both forms, beside the plugins that are installed here. */
record ModelReport(StoredModel stored, HostReport installed) {

  private static final int WIDTH = 88;

  ObjectNode json() {
    ObjectNode json = stored.description().put("verified", true);
    ArrayNode words = json.putArray("preprocessingInWords");
    words().forEach(words::add);
    ArrayNode plugins = json.putArray("installedPlugins");
    for (PluginPin pin : stored.provenance().plugins()) {
      plugins.addObject().put("role", pin.role()).put("id", pin.id()).put("state", state(pin));
    }
    return json;
  }

  String text() {
    Model model = stored.model();
    Provenance from = stored.provenance();
    Recipe recipe = from.recipe();
    StringBuilder text = new StringBuilder();
    line(text, "model", model.version().toString());
    line(
        text,
        "checked",
        "description, columns, weights and model have the digests they were kept with");
    line(
        text,
        "job",
        from.job() + ", seed " + from.seed() + ", published in round " + stored.round());
    line(text, "made by", "Cloister " + from.program() + ", all sites simulated on one machine");
    line(text, "sites", from.sites().size() + ": " + String.join(", ", from.sites()));
    line(text, "route", from.route());
    line(text, "privacy", from.visibility());
    line(text, "data", columns() + "\nread by " + used(recipe.source()));
    line(text, "prepared", String.join("\n", words()));
    line(
        text,
        "trained",
        used(recipe.trainer())
            + "\nbatches of "
            + recipe.batchSize()
            + ", "
            + (recipe.steps() > 0
                ? recipe.steps() + " steps a round"
                : recipe.epochs() + " epochs a round"));
    line(
        text,
        "layout",
        used(new PluginUse(model.spec().architecture(), model.spec().settings()))
            + "\n"
            + model.spec().layout().tensors().stream()
                .map(ModelReport::tensor)
                .collect(Collectors.joining("\n")));
    line(
        text,
        "size",
        String.format(
            Locale.ROOT,
            "%,d values, %,d bytes",
            model.weights().length(),
            4 * model.weights().length()));
    line(
        text,
        "plugins",
        from.plugins().stream()
            .map(
                pin ->
                    pin.role()
                        + " "
                        + pin.id()
                        + " "
                        + pin.version()
                        + " "
                        + pin.bundle().abbreviated()
                        + ": "
                        + state(pin))
            .collect(Collectors.joining("\n")));
    line(text, "digests", "job file " + from.file().hex() + "\nterms    " + from.terms().hex());
    return text.toString();
  }

  private List<String> words() {
    return PreprocessingWords.of(
        stored.model().spec().schema(),
        stored.provenance().recipe().preparation(),
        stored.model().preprocessing());
  }

  private String columns() {
    List<Column> columns = stored.model().spec().schema().columns();
    String label =
        stored
            .model()
            .spec()
            .schema()
            .label()
            .map(l -> " and the label " + l.name() + " (" + Names.of(l.target()) + ")")
            .orElse("");
    List<String> names =
        columns.stream().filter(c -> !(c instanceof Column.Label)).map(Column::name).toList();
    return names.size() + " columns" + label + ":\n" + String.join(", ", names);
  }

  private static String used(PluginUse plugin) {
    Map<String, String> settings = plugin.settings().values();
    return plugin.id() + (settings.isEmpty() ? ", no settings" : ", " + shown(plugin.settings()));
  }

  private static String shown(Settings settings) {
    return settings.values().entrySet().stream()
        .map(setting -> setting.getKey() + "=" + setting.getValue())
        .collect(Collectors.joining(", "));
  }

  private static String tensor(Tensor tensor) {
    String shape =
        tensor.shape().isEmpty()
            ? "scalar"
            : tensor.shape().stream().map(Object::toString).collect(Collectors.joining(" x "));
    return tensor.name() + " " + shape + ", " + Names.of(tensor.placement());
  }

  /** Whether the code that made the model is here. */
  private String state(PluginPin pin) {
    List<PluginPin> here =
        installed.admitted().stream()
            .flatMap(plugin -> plugin.roles().stream())
            .filter(p -> p.role().equals(pin.role()) && p.id().equals(pin.id()))
            .toList();
    if (here.contains(pin)) {
      return "installed";
    }
    return here.isEmpty()
        ? "not installed"
        : "another bundle is installed, "
            + here.get(0).version()
            + " "
            + here.get(0).bundle().abbreviated();
  }

  private static void line(StringBuilder text, String name, String value) {
    String indented =
        value
            .lines()
            .map(l -> l.length() <= WIDTH ? l : l.replaceAll("(.{60," + WIDTH + "}) ", "$1\n"))
            .collect(Collectors.joining("\n"))
            .replace("\n", "\n" + " ".repeat(10));
    text.append(String.format("%-10s%s%n", name, indented));
  }
}
