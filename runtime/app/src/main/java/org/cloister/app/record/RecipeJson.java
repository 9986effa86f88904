package org.cloister.app.record;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cloister.engine.data.Imputation;
import org.cloister.engine.data.Preparation;
import org.cloister.engine.data.StatisticsLimits;
import org.cloister.model.Preprocessing;

/** A recipe as JSON, field by field, and back. */
final class RecipeJson {

  private RecipeJson() {}

  static void write(ObjectNode json, Recipe recipe) {
    write(json.putObject("source"), recipe.source());
    write(json.putObject("preparation"), recipe.preparation());
    ObjectNode training = json.putObject("training");
    write(training, recipe.trainer());
    training.put("batchSize", recipe.batchSize());
    training.put("steps", recipe.steps()).put("epochs", recipe.epochs());
  }

  static Recipe read(StrictJson json) {
    PluginUse source = plugin(json.object("source"), true);
    Preparation preparation = preparation(json.object("preparation"));
    StrictJson training = json.object("training");
    PluginUse trainer = plugin(training, false);
    Recipe recipe =
        new Recipe(
            source,
            preparation,
            trainer,
            (int) training.whole("batchSize", 1, Integer.MAX_VALUE),
            training.whole("steps", 0, Long.MAX_VALUE),
            training.number("epochs"));
    training.end();
    json.end();
    return recipe;
  }

  private static void write(ObjectNode json, PluginUse plugin) {
    json.put("plugin", plugin.id());
    ObjectNode settings = json.putObject("settings");
    plugin.settings().values().forEach(settings::put);
  }

  private static PluginUse plugin(StrictJson json, boolean alone) {
    PluginUse plugin = new PluginUse(json.text("plugin"), json.settings("settings"));
    if (alone) {
      json.end();
    }
    return plugin;
  }

  private static void write(ObjectNode json, Preparation preparation) {
    json.put("standardise", Names.of(preparation.standardise()));
    json.put("missing", Names.of(preparation.missing()));
    json.put("dropFirst", preparation.dropFirst());
    ArrayNode missingValues = json.putArray("missingValues");
    preparation
        .missingValues()
        .forEach(
            (column, values) -> {
              ArrayNode array = missingValues.addObject().put("column", column).putArray("values");
              values.forEach(array::add);
            });
    ArrayNode imputations = json.putArray("imputations");
    preparation
        .imputations()
        .forEach(
            (column, imputation) ->
                write(imputations.addObject().put("column", column), imputation));
    json.putObject("statistics")
        .put("bins", preparation.statistics().bins())
        .put("mostRows", preparation.statistics().mostRows());
  }

  private static void write(ObjectNode json, Imputation imputation) {
    if (imputation instanceof Imputation.Constant constant) {
      json.put("with", "constant").put("value", constant.value());
    } else if (imputation instanceof Imputation.Mean) {
      json.put("with", "mean");
    } else if (imputation instanceof Imputation.Median) {
      json.put("with", "median");
    } else if (imputation instanceof Imputation.Mode) {
      json.put("with", "mode");
    }
  }

  private static Preparation preparation(StrictJson json) {
    Map<String, List<Double>> missingValues = new TreeMap<>();
    for (StrictJson entry : json.objects("missingValues")) {
      missingValues.put(entry.text("column"), entry.numbers("values"));
      entry.end();
    }
    Map<String, Imputation> imputations = new TreeMap<>();
    for (StrictJson entry : json.objects("imputations")) {
      imputations.put(entry.text("column"), imputation(entry));
      entry.end();
    }
    StrictJson limits = json.object("statistics");
    StatisticsLimits statistics =
        new StatisticsLimits(
            (int) limits.whole("bins", 0, Integer.MAX_VALUE),
            limits.whole("mostRows", 0, Long.MAX_VALUE));
    limits.end();
    Preparation preparation =
        new Preparation(
            json.constant("standardise", Preprocessing.Scope.class),
            json.constant("missing", Preparation.Missing.class),
            json.flag("dropFirst"),
            missingValues,
            imputations,
            statistics);
    json.end();
    return preparation;
  }

  private static Imputation imputation(StrictJson json) {
    String with = json.text("with");
    return switch (with) {
      case "constant" -> new Imputation.Constant(json.number("value"));
      case "mean" -> new Imputation.Mean();
      case "median" -> new Imputation.Median();
      case "mode" -> new Imputation.Mode();
      default -> throw json.refuse("must have a known imputation, has another one");
    };
  }
}
