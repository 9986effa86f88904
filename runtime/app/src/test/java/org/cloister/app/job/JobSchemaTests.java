package org.cloister.app.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.cloister.app.record.Json;
import org.cloister.app.yaml.Problem;
import org.cloister.app.yaml.ProblemsFound;
import org.cloister.app.yaml.Yaml;
import org.cloister.app.yaml.YamlFile;
import org.cloister.model.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The schema and the readers know the same keys, and agree on documents. */
class JobSchemaTests {

  private static final JsonNode SCHEMA =
      Json.parse(JobSchema.text(), "the schema", ErrorCode.INTERNAL);
  private static final JsonSchema VALIDATOR =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(SCHEMA);
  private static final Pattern KNOWN = Pattern.compile("[Kk]nown are ([a-z0-9, -]+)");

  /** A section of the file: where its keys stand in the schema, and a document with {@code %s}. */
  record Section(String pointer, String path, String document) {
    @Override
    public String toString() {
      return path.isEmpty() ? "the whole file" : path;
    }

    Set<String> keys() {
      Set<String> keys = new TreeSet<>();
      SCHEMA.at(pointer + "/properties").fieldNames().forEachRemaining(keys::add);
      assertFalse(keys.isEmpty(), pointer);
      return keys;
    }
  }

  /** Sections in which no other key may stand. */
  static List<Section> closed() {
    List<Section> sections = new ArrayList<>();
    sections.add(new Section("", "", full() + "%s: 1\n"));
    sections.add(
        new Section("/properties/data", "data", full().replace("columns:", "%s: 1, columns:")));
    sections.add(
        new Section(
            "/properties/sites/additionalProperties",
            "sites.a",
            full().replace("a: {data", "a: {%s: 1, data")));
    sections.add(
        new Section(
            "/properties/workflow/then",
            "workflow",
            full().replace("{plugin: w}", "{agents: [], %s: 1}")));
    sections.add(
        new Section(
            "/properties/data/properties/statistics",
            "data.statistics",
            full().replace("columns:", "statistics: {%s: 1}, columns:")));
    for (int i = 0; i < SCHEMA.at("/$defs/column/oneOf").size(); i++) {
      String pointer = "/$defs/column/oneOf/" + i;
      String type = SCHEMA.at(pointer + "/properties/type/const").asText();
      String column = "{name: z, type: " + type + ", %s: 1}, {name: x";
      sections.add(new Section(pointer, "data.columns[0]", full().replace("{name: x", column)));
    }
    return sections;
  }

  /** Sections in which all other keys are settings of a plugin. */
  static List<Section> open() {
    return List.of(
        new Section(
            "/$defs/plugin/oneOf/1",
            "model",
            full().replace("model: logistic", "model: {%s: [[1]]}")),
        new Section(
            "/properties/training",
            "training",
            full().replace("{plugin: sgd", "{%s: [[1]], plugin: sgd")),
        new Section(
            "/properties/training/properties/episodes",
            "training.episodes",
            full().replace("{plugin: sgd", "{episodes: {%s: [[1]]}, plugin: sgd")),
        new Section(
            "/properties/aggregation",
            "aggregation",
            full().replace("{route: open", "{%s: [[1]], route: grouped")),
        new Section(
            "/properties/workflow/then/properties/agents/items",
            "workflow.agents[0]",
            full().replace("{plugin: w}", "{agents: [{%s: [[1]]}]}")),
        new Section(
            "/properties/workflow/else", "workflow", full().replace("{plugin: w}", "{%s: [[1]]}")));
  }

  @ParameterizedTest
  @MethodSource("closed")
  void closedSection_knowsTheKeysOfTheSchema(Section section) {
    List<Problem> problems = problems(section.document().formatted("zzzzzzzzzzzz"));
    String text =
        problems.stream()
            .filter(problem -> problem.code() == ErrorCode.SETTING_UNKNOWN)
            .map(Problem::text)
            .findFirst()
            .orElseThrow();
    Matcher known = KNOWN.matcher(text);
    assertTrue(known.find(), text);

    assertEquals(section.keys(), new TreeSet<>(List.of(known.group(1).split(", "))));
  }

  @ParameterizedTest
  @MethodSource("open")
  void openSection_readsTheKeysOfTheSchemaItself(Section section) {
    for (String key : section.keys()) {
      List<Problem> problems = problems(section.document().formatted(key));

      assertTrue(
          problems.stream().noneMatch(problem -> problem.code() == ErrorCode.SETTING_INVALID),
          () -> key + " is taken for a setting: " + problems);
    }
    assertTrue(
        problems(section.document().formatted("zzz")).stream()
            .anyMatch(problem -> problem.code() == ErrorCode.SETTING_INVALID));
  }

  @Test
  void openSections_haveNoOtherKeys() {
    assertEquals(TrainingReader.OWN, without(SCHEMA.at("/properties/training/properties")));
    assertEquals(AggregationReader.OWN, without(SCHEMA.at("/properties/aggregation/properties")));
  }

  private static Set<String> without(JsonNode properties) {
    Set<String> keys = new TreeSet<>();
    properties.fieldNames().forEachRemaining(keys::add);
    keys.removeAll(Set.of("plugin", "version"));
    return keys;
  }

  @Test
  void everyProperty_hasTitleAndDescription_andADefaultIfItMayBeLeftOut() {
    List<String> bare = new ArrayList<>();
    walk(SCHEMA, "", bare);

    assertEquals(List.of(), bare);
  }

  private static void walk(JsonNode node, String path, List<String> bare) {
    JsonNode properties = node.path("properties");
    List<String> required = new ArrayList<>();
    node.path("required").forEach(name -> required.add(name.asText()));
    for (Map.Entry<String, JsonNode> property : properties.properties()) {
      JsonNode value = property.getValue();
      boolean complete =
          value.hasNonNull("title")
              && value.hasNonNull("description")
              && (required.contains(property.getKey()) || value.has("default") || value.has("not"));
      if (!complete) {
        bare.add(path + "/" + property.getKey());
      }
    }
    node.properties().forEach(child -> walk(child.getValue(), path + "/" + child.getKey(), bare));
    if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        walk(node.get(i), path + "/" + i, bare);
      }
    }
  }

  static List<Path> samples() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("../../samples"))) {
      return files
          .filter(file -> file.toString().endsWith(".yaml") && !file.toString().contains("target"))
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void sample_isValidForBoth(Path file) throws IOException {
    assertEquals(Set.of(), VALIDATOR.validate(json(YamlFile.read(file).root())));
    JobReader.read(file);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "seed: 7",
        "model: {plugin: logistic, version: \"[0.1,1)\", l2: 0.1}",
        "training: {plugin: sgd, batch-size: 1, epochs: 0.5, clip-norm: 1e-3, rate: 1}",
        "training: {plugin: m, batch-size: 1, episodes: {plugin: e, count: 3, ways: 5}, privacy: d}",
        "aggregation: {plugin: fed-avg}",
        "aggregation: {plugin: fed-avg, weights: exact}",
        "aggregation: {route: secure, plugin: fed-avg, protocol: p, quantizer: {plugin: q, bits: 20}}",
        "aggregation: {route: grouped, plugin: median, protocol: p, quantizer: q, group-size: 5}",
        "aggregation: {route: open, plugin: fed-avg, compressor: top-k, noise: {plugin: g, s: 1}}",
        "workflow: {agents: [{agent: init, phase: start}, {agent: t, id: u, phase: round, after: [init]}]}",
        "workflow: {plugin: w, metrics: [a, b], selector.fraction: 0.5, flag: true}",
        "data: {source: csv, standardise: global, missing: impute, columns: [{name: x, type: numeric, min: 0, max: 1, missing-values: [0, -9.5], impute: median}], statistics: {bins: 64, most-rows: 1000}}",
        "data: {source: csv, missing: impute, columns: [{name: x, type: numeric, min: 0, max: 1, impute: {constant: 3}}, {name: c, type: categorical, values: [a, b], impute: {constant: b}}]}",
      })
  void goodSection_isValidForBoth(String section) {
    assertAgreement(with(section), true);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cloister: 2",
        "name: two words",
        "name: ''",
        "seed: x",
        "seed: 1.5",
        "sites: {}",
        "sites: []",
        "sites: {a: {}}",
        "sites: {a: a.csv}",
        "sites: {'a b': {data: x}}",
        "sites: {a: {data: x, more: y}}",
        "model: {}",
        "model: [logistic]",
        "model: {plugin: logistic, l2: {a: b}}",
        "training: sgd",
        "training: {plugin: sgd}",
        "training: {plugin: sgd, batch-size: 0}",
        "training: {plugin: sgd, batch-size: 2, clip-norm: 0}",
        "training: {plugin: sgd, batch-size: 2, steps: 0}",
        "training: {plugin: sgd, batch-size: 2, epochs: -1}",
        "training: {plugin: sgd, batch-size: 2, episodes: {plugin: e}}",
        "aggregation: {route: shut, plugin: fed-avg}",
        "aggregation: {route: open}",
        "aggregation: {route: secure, plugin: fed-avg, max-weight: 0}",
        "aggregation: {route: secure, plugin: fed-avg, weights: most}",
        "aggregation: {route: grouped, plugin: median, group-size: 0}",
        "workflow: w",
        "workflow: {}",
        "workflow: {agents: init}",
        "workflow: {agents: [{agent: init}]}",
        "workflow: {agents: [{agent: init, phase: middle}]}",
        "workflow: {agents: [{agent: init, phase: start, after: x}]}",
        "workflow: {agents: [], rounds: 3}",
        "data: {source: csv}",
        "data: {columns: [{name: x, type: label, target: real}]}",
        "data: {source: csv, columns: []}",
        "data: {source: csv, columns: [{name: x}]}",
        "data: {source: csv, columns: [{name: x, type: numeric, min: 0}]}",
        "data: {source: csv, columns: [{name: x, type: numeric, min: 0, max: high}]}",
        "data: {source: csv, columns: [{name: x, type: categorical}]}",
        "data: {source: csv, columns: [{name: x, type: categorical, values: []}]}",
        "data: {source: csv, columns: [{name: x, type: categorical, values: [1, 1]}]}",
        "data: {source: csv, columns: [{name: x, type: image, height: 0, width: 2}]}",
        "data: {source: csv, columns: [{name: x, type: entity}]}",
        "data: {source: csv, columns: [{name: x, type: label, target: perhaps}]}",
        "data: {source: csv, columns: [{name: x, type: text, more: 1}]}",
        "data: {source: csv, columns: [{name: x, type: text}], missing: skip}",
        "data: {source: csv, columns: [{name: x, type: text}], standardise: all}",
        "data: {source: csv, columns: [{name: x, type: text}], drop-first: yes}",
        "data: {source: csv, columns: [{name: x, type: text}], test-share: 1}",
        "data: {source: csv, columns: [{name: x, type: numeric, min: 0, max: 1, missing-values: []}]}",
        "data: {source: csv, columns: [{name: x, type: numeric, min: 0, max: 1, missing-values: 0}]}",
        "data: {source: csv, columns: [{name: x, type: categorical, values: [a], missing-values: [0]}]}",
        "data: {source: csv, missing: impute, columns: [{name: x, type: numeric, min: 0, max: 1, impute: mode}]}",
        "data: {source: csv, missing: impute, columns: [{name: x, type: numeric, min: 0, max: 1, impute: {constant: a}}]}",
        "data: {source: csv, missing: impute, columns: [{name: x, type: numeric, min: 0, max: 1, impute: {value: 1}}]}",
        "data: {source: csv, missing: impute, columns: [{name: x, type: categorical, values: [a], impute: mean}]}",
        "data: {source: csv, columns: [{name: x, type: text, impute: mode}]}",
        "data: {source: csv, columns: [{name: x, type: text}], statistics: {bins: 15}}",
        "data: {source: csv, columns: [{name: x, type: text}], statistics: {most-rows: 0}}",
        "data: {source: csv, columns: [{name: x, type: text}], statistics: {bin: 16}}",
        "more: 1",
      })
  void badSection_isInvalidForBoth(String section) {
    assertAgreement(with(section), false);
  }

  /** What a schema cannot say, because it concerns two places at once: the reader alone refuses. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "training: {plugin: sgd, batch-size: 2, steps: 1, epochs: 1}",
        "aggregation: {route: open, plugin: fed-avg, group-size: 4}",
        "aggregation: {route: open, plugin: fed-avg, weights: exact}",
        "aggregation: {route: grouped, plugin: median, noise: g}",
        "data: {source: csv, columns: [{name: x, type: numeric, min: 2, max: 1}]}",
        "data: {source: csv, columns: [{name: x, type: text}, {name: x, type: text}]}",
        "data: {source: csv, columns: [{name: x, type: label, target: class, classes: 1}]}",
        "data: {source: csv, columns: [{name: x, type: numeric, min: 0, max: 1, impute: mean}]}",
        "data: {source: csv, missing: impute, columns: [{name: c, type: categorical, values: [a, b], impute: {constant: d}}]}",
        "model: {plugin: logistic, version: new}",
        "model: {plugin: logistic, batch: [\"a,b\"]}",
      })
  void ruleBetweenPlaces_isTheReadersAlone(String section) {
    String document = with(section);

    assertEquals(Set.of(), VALIDATOR.validate(json(yaml(document).root())));
    assertFalse(problems(document).isEmpty());
  }

  private static void assertAgreement(String document, boolean valid) {
    assertEquals(valid, problems(document).isEmpty(), () -> "reader: " + problems(document));
    var complaints = VALIDATOR.validate(json(yaml(document).root()));
    assertEquals(valid, complaints.isEmpty(), () -> "schema: " + complaints);
  }

  /** The small job with one section in place of its own. */
  private static String with(String section) {
    String key = section.substring(0, section.indexOf(':') + 1);
    return full().replaceFirst("(?m)^" + Pattern.quote(key) + ".*\n", "") + section + "\n";
  }

  private static String full() {
    return JobReaderTests.minimal();
  }

  private static YamlFile yaml(String document) {
    return YamlFile.parse("job.yaml", document.getBytes(StandardCharsets.UTF_8));
  }

  private static List<Problem> problems(String document) {
    JobDraft draft = JobReader.draft(yaml(document), Path.of("folder"));
    try {
      draft.problems().refuseAny();
      return List.of();
    } catch (ProblemsFound e) {
      return e.problems();
    }
  }

  /** As programs read YAML, by its core schema. */
  private static JsonNode json(Yaml value) {
    if (value instanceof Yaml.Mapping mapping) {
      var object = Json.object();
      mapping.entries().forEach(entry -> object.set(entry.key().text(), json(entry.value())));
      return object;
    }
    if (value instanceof Yaml.Sequence sequence) {
      var array = Json.object().putArray("items");
      sequence.items().forEach(item -> array.add(json(item)));
      return array;
    }
    Yaml.Scalar scalar = (Yaml.Scalar) value;
    var text = Json.object().textNode(scalar.text());
    if (!scalar.plain()) {
      return text;
    }
    boolean bare =
        scalar.text().matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]+)?|true|false");
    return bare ? Json.parse(scalar.text(), "a scalar", ErrorCode.INTERNAL) : text;
  }
}
