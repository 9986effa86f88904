package org.cloister.app.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.cloister.app.yaml.Problem;
import org.cloister.app.yaml.ProblemsFound;
import org.cloister.app.yaml.YamlFile;
import org.cloister.engine.data.Imputation;
import org.cloister.engine.data.Preparation;
import org.cloister.engine.data.StatisticsLimits;
import org.cloister.model.Preprocessing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobReaderTests {

  private static final Path SAMPLE = Path.of("../../samples/heart-disease/job-open.yaml");

  @Test
  void read_sample_givesTypedSections() {
    Job job = JobReader.read(SAMPLE);

    assertEquals("heart-disease-open", job.name());
    assertEquals(42, job.seed());
    assertEquals(11, job.data().schema().columns().size());
    assertEquals(
        new Preparation(Preprocessing.Scope.GLOBAL, Preparation.Missing.DROP_ROW, true),
        job.data().preparation());
    assertEquals(
        List.of("cleveland", "hungarian", "switzerland", "va"),
        job.sites().stream().map(SiteEntry::id).toList());
    assertTrue(job.sites().get(3).data().endsWith("samples/heart-disease/data/va.csv"));
    assertEquals("0.01", job.training().trainer().settings().text("rate"));
    assertEquals(4, job.training().batchSize());
    assertEquals(AggregationSection.Route.OPEN, job.aggregation().route());
    PluginRef workflow = ((WorkflowSection.Whole) job.workflow()).workflow();
    assertEquals("auc,accuracy,log-loss", workflow.settings().text("metrics"));
    assertEquals("100", workflow.settings().text("steps"));
  }

  @Test
  void read_manyMistakes_reportsAllWithTheirPlaces() {
    String text =
        """
        cloister: 2
        name: heart disease
        sead: 42
        data:
          source: {plugin: csv, version: "[1.0"}
          columns:
            - {name: age, type: numeric, min: 120, max: 0}
            - {name: cp, type: categorical}
            - {name: x, type: numerc}
            - {name: num, type: label, target: maybe}
          standardise: globl
          drop-first: yes
          test-share: 1.5
        sites:
          a: {data: a.csv, dta: b.csv}
          a: {data: c.csv}
        training:
          plugin: sgd
          batch-size: 0
          steps: 100
          epochs: 1
          rate: {high: 1}
        aggregation:
          route: opne
          plugin: fed-avg
        workflow: [federated-averaging]
        """;

    assertEquals(
        List.of(
            "1:1 model: must be given; add \"model: ...\"",
            "1:11 cloister: must be 1, was \"2\"",
            "2:7 name: must be a name of a-z A-Z 0-9 . _ - that begins with a letter or digit, was"
                + " \"heart disease\"",
            "3:1 sead: must be a known key, was \"sead\"; did you mean seed? Known are"
                + " aggregation, cloister, data, model, name, seed, sites, training, workflow",
            "7:7 data.columns[0]: Column age must have min < max, were 120.0 and 0.0.",
            "8:7 data.columns[1].values: must be given; add \"values: ...\"",
            "9:23 data.columns[2].type: must be one of numeric, categorical, text, image, entity,"
                + " label, was \"numerc\"; did you mean numeric?",
            "10:40 data.columns[3].target: must be one of real, count, binary, class, was"
                + " \"maybe\"",
            "11:16 data.standardise: must be one of global, site, none, was \"globl\"; did you mean"
                + " global?",
            "12:15 data.drop-first: must be true or false, was \"yes\"",
            "13:15 data.test-share: must be a number from 0.0 to 0.99, was \"1.5\"",
            "15:20 sites.a.dta: must be a known key, was \"dta\"; did you mean data? Known are"
                + " data",
            "16:3 sites.a: must stand once, stands already in line 15",
            "19:15 training.batch-size: must be a whole number from 1 to 2147483647, was \"0\"",
            "21:11 training.epochs: must not stand beside steps; remove one of them",
            "22:9 training.rate: must be one value or a list of values without commas, was a"
                + " section of 1; a setting of a setting is written with a dot, such as"
                + " selector.fraction: 0.5",
            "24:10 aggregation.route: must be one of open, grouped, secure, was \"opne\"; did you"
                + " mean open?",
            "26:11 workflow: must be a section of \"key: value\" lines, was a list of 1"),
        complaints(text).stream().filter(line -> !line.startsWith("5:")).toList());
    assertTrue(
        complaints(text).stream().anyMatch(line -> line.startsWith("5:34 data.source.version: ")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "route: open, group-size: 5|aggregation.group-size: must not be given on route open; remove it"
            + " or choose route grouped",
        "route: open, quantizer: q|aggregation.quantizer: must not be given on route open; remove it or"
            + " choose route secure",
        "route: secure, group-size: 5|aggregation.group-size: must not be given on route secure; remove"
            + " it or choose route grouped",
        "route: grouped, noise: gauss|aggregation: must have neither compressor nor noise on route"
            + " grouped: its rule works on the groups' means; remove them or choose route secure",
      })
  void read_keysOfAnotherRoute_saysTheWayOut(String route, String complaint) {
    String text = minimal().replace("route: open", route);

    assertEquals(
        List.of(complaint), complaints(text).stream().map(JobReaderTests::unplaced).toList());
  }

  private static String data(String columns, String more) {
    return minimal()
        .replace(
            "data: {source: csv, columns: [{name: x, type: numeric, min: 0, max: 1}]}",
            "data: {source: csv, columns: [" + columns + "]" + more + "}");
  }

  private static final String CHOL = "{name: chol, type: numeric, min: 0, max: 700";
  private static final String CP = "{name: cp, type: categorical, values: [low, high]";

  @Test
  void read_imputation_isPartOfThePreparation() {
    String columns =
        String.join(
            ", ",
            CHOL + ", missing-values: [0, -9], impute: median}",
            CHOL.replace("chol", "age") + ", impute: {constant: 40}}",
            CHOL.replace("chol", "oldpeak") + ", impute: mean}",
            CP + ", impute: {constant: high}}",
            CP.replace("cp", "ecg") + ", impute: mode}",
            CP.replace("cp", "slope") + "}");
    String more = ", missing: impute, standardise: global, statistics: {bins: 64, most-rows: 5000}";

    Preparation preparation = read(data(columns, more)).data().preparation();

    assertEquals(
        new Preparation(
            Preprocessing.Scope.GLOBAL,
            Preparation.Missing.IMPUTE,
            true,
            Map.of("chol", List.of(0.0, -9.0)),
            Map.of(
                "chol", new Imputation.Median(),
                "age", new Imputation.Constant(40),
                "oldpeak", new Imputation.Mean(),
                "cp", new Imputation.Constant(1),
                "ecg", new Imputation.Mode()),
            new StatisticsLimits(64, 5000)),
        preparation);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        ", impute: mode|.impute: must be mean, median or {constant: NUMBER}, was \"mode\": the most"
            + " frequent value is for categorical columns; declare the column categorical with its"
            + " values, or choose another",
        ", impute: medain|.impute: must be mean, median or {constant: NUMBER}, was \"medain\"; did"
            + " you mean median?",
        ", impute: {constant: high}|.impute.constant: must be a finite number, was \"high\"",
        ", impute: {constnt: 1}|.impute.constnt: must be a known key, was \"constnt\"; did you mean constant? Known are constant",
        ", missing-values: 0|.missing-values: must be a list of numbers such as [0, -9], was \"0\"",
        ", missing-values: []|.missing-values: must be a list of one or more numbers, was a list of"
            + " 0",
        ", missing-values: [none]|.missing-values[0]: must be a finite number, was \"none\"",
      })
  void read_numericColumnWithAMistake_saysTheWayOut(String keys, String complaint) {
    assertEquals(
        "data.columns[0]" + complaint,
        unplaced(complaints(data(CHOL + keys + "}", ", missing: impute")).get(0)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        ", impute: mean|.impute: must be mode or {constant: VALUE}, was \"mean\": a mean or median"
            + " is for numeric columns; declare the column numeric, or choose another",
        ", impute: moda|.impute: must be mode or {constant: VALUE}, was \"moda\"; did you mean"
            + " mode?",
        ", impute: {constant: hihg}|.impute.constant: must be one of the column's values low, high,"
            + " was \"hihg\"; did you mean high?",
        ", missing-values: [low]|.missing-values: must stand at a numeric column only; what means"
            + " \"missing\" in a categorical one, say to the source, such as missing of csv",
      })
  void read_categoricalColumnWithAMistake_saysTheWayOut(String keys, String complaint) {
    assertEquals(
        List.of("data.columns[0]" + complaint),
        complaints(data(CP + keys + "}", ", missing: impute")).stream()
            .map(JobReaderTests::unplaced)
            .toList());
  }

  @Test
  void read_imputeWhileRowsAreDropped_saysTheWayOutAtEachColumn() {
    String columns = CHOL + ", impute: median}, " + CP + ", impute: mode}";

    for (String more : List.of("", ", missing: drop-row")) {
      assertEquals(
          List.of("data.columns[0].impute", "data.columns[1].impute"),
          complaints(data(columns, more)).stream()
              .map(JobReaderTests::unplaced)
              .peek(text -> assertTrue(text.contains("set missing: impute, or remove"), text))
              .map(text -> text.substring(0, text.indexOf(':')))
              .toList());
    }
  }

  @Test
  void read_statisticsBeyondTheirBounds_areReported() {
    assertEquals(
        List.of(
            "data.statistics.bins: must be a whole number from 16 to 65536, was \"8\"",
            "data.statistics.most-rows: must be a whole number from 1 to 2147483647, was \"0\""),
        complaints(data(CHOL + "}", ", statistics: {bins: 8, most-rows: 0}")).stream()
            .map(JobReaderTests::unplaced)
            .toList());
  }

  @Test
  void read_agents_keepsIdsPhasesAndOrder() {
    String text =
        minimal()
            .replace(
                "workflow: {plugin: w}",
                """
                workflow:
                  agents:
                    - {agent: select, phase: round}
                    - {agent: train, id: local, phase: round, after: [select], steps: 5}
                """);

    WorkflowSection.Agents agents = (WorkflowSection.Agents) read(text).workflow();

    assertEquals(
        List.of("select", "local"),
        agents.agents().stream().map(WorkflowSection.AgentEntry::id).toList());
    assertEquals(List.of("select"), agents.agents().get(1).after());
    assertEquals("5", agents.agents().get(1).type().settings().text("steps"));
  }

  @Test
  void read_stepsOfTrainingBesideAgents_isRefused() {
    String text =
        minimal()
            .replace("batch-size: 4", "batch-size: 4, steps: 9")
            .replace("workflow: {plugin: w}", "workflow: {agents: [{agent: train, phase: round}]}");

    assertEquals(
        List.of("training.steps: must be given at the agents that train, was given here"),
        complaints(text).stream().map(JobReaderTests::unplaced).toList());
  }

  @ParameterizedTest
  @CsvSource({
    "secure, 3, 4, bonawitz",
    "secure, 128, 4, bonawitz",
    "secure, 129, 4, bell",
    "grouped, 300, 64, bonawitz",
    "grouped, 300, 65, bell", // if only 129 draw, they are one group
    "grouped, 128, 65, bonawitz",
    "grouped, 100, 500, bonawitz",
    "grouped, 300, 128, bell"
  })
  void read_noProtocol_getsTheOneForSoManySites(
      String route, int sites, int groupSize, String protocol) {
    StringBuilder many = new StringBuilder();
    for (int i = 0; i < sites; i++) {
      many.append(i == 0 ? "" : ", ").append("s").append(i).append(": {data: a.csv}");
    }
    String size = route.equals("grouped") ? ", group-size: " + groupSize : "";
    String text =
        minimal()
            .replace("a: {data: a.csv}", many)
            .replace("route: open", "route: " + route + size);
    assertEquals(protocol, read(text).aggregation().protocol().orElseThrow().id());
    String named = text.replace("plugin: fed-avg", "plugin: fed-avg, protocol: other");
    assertEquals("other", read(named).aggregation().protocol().orElseThrow().id());
  }

  @Test
  void read_keysWithControlCharacters_areNotEchoed() {
    String complaint = complaints("\"\\e[31m\": 1\n" + minimal()).get(0);

    assertTrue(complaint.chars().noneMatch(Character::isISOControl), complaint);
  }

  static String minimal() {
    return """
    cloister: 1
    name: small
    data: {source: csv, columns: [{name: x, type: numeric, min: 0, max: 1}]}
    sites: {a: {data: a.csv}}
    model: logistic
    training: {plugin: sgd, batch-size: 4}
    aggregation: {route: open, plugin: fed-avg}
    workflow: {plugin: w}
    """;
  }

  static Job read(String text) {
    return JobReader.read(
        YamlFile.parse("job.yaml", text.getBytes(StandardCharsets.UTF_8)), Path.of("folder"));
  }

  private static List<String> complaints(String text) {
    List<Problem> problems = assertThrows(ProblemsFound.class, () -> read(text)).problems();
    return problems.stream()
        .map(p -> p.toString().replace("job.yaml:", "").replaceFirst(" \\[CL-\\d+]$", ""))
        .toList();
  }

  private static String unplaced(String complaint) {
    return complaint.substring(complaint.indexOf(' ') + 1);
  }
}
