package org.cloister.app;

import static org.cloister.app.Mistake.absent;
import static org.cloister.app.Mistake.agents;
import static org.cloister.app.Mistake.bytes;
import static org.cloister.app.Mistake.job;
import static org.cloister.app.Mistake.m;
import static org.cloister.app.Mistake.whole;

import java.util.List;

/** Mistakes in a job file: in its form, in what it says, in the plugins that it names. */
final class JobMistakes {
  private JobMistakes() {}

  static List<Mistake> inTheFile() {
    return List.of(
        m("tab", "0101", "TAB", "indent with spaces", job("  rate: 0.01", "\trate: 0.01")),
        m("no colon", "0101", "':'", "write \"key: value\"", job("seed: 42", "seed 42")),
        m("anchor", "0101", "anchors", "write the value again", job("seed: 42", "seed: &s 42")),
        m("alias", "0101", "aliases", "write the value again", job("seed: 42", "seed: *s")),
        m("tag", "0101", "tags", "quote a text", job("seed: 42", "seed: !!int 42")),
        m(
            "two documents",
            "0101",
            "one document",
            "remove the line",
            job("model:\n", "---\nmodel:\n")),
        m("open quote", "0101", "must be valid YAML", "close the quote", job("\"> 0\"", "\"> 0")),
        m("open bracket", "0101", "valid YAML", "close the", job("max: 120}", "max: 120")),
        m(
            "indentation",
            "0101",
            "block end",
            "indent this line",
            job("  test-share", " test-share")),
        m("latin-1", "0101", "must be UTF-8", "save the file", bytes("\u00e9")),
        m("empty file", "0101", "must not be empty", "begin with", whole("# nothing\n")),
        m("deep nesting", "0101", "at most 32 levels", "needs 4", whole("a: " + "[".repeat(99))),
        m(
            "too large",
            "0101",
            "at most 1048576 bytes",
            "really a job",
            whole("# x\n".repeat(300000))),
        m("no such file", "0101", "must be readable", "check its name", absent()));
  }

  static List<Mistake> inTheJob() {
    return List.of(
        m("unknown key", "0104", "known key", "did you mean seed?", job("seed: 42", "sede: 42")),
        m(
            "underscore",
            "0104",
            "known key",
            "did you mean batch-size?",
            job("batch-size", "batch_size")),
        m(
            "missing section",
            "0102",
            "model: must be given",
            "add \"model",
            job("model:\n  plugin: logistic ", "# ")),
        m(
            "duplicate key",
            "0102",
            "must stand once",
            "line",
            job("seed: 42", "seed: 42\nseed: 43")),
        m(
            "number as word",
            "0102",
            "whole number",
            "from 1",
            job("batch-size: 4", "batch-size: four")),
        m(
            "not finite",
            "0102",
            "greater than 0",
            "was \".nan\"",
            job("batch-size: 4", "batch-size: 4\n  clip-norm: .nan")),
        m(
            "infinity",
            "0102",
            "finite number",
            "was \".inf\"",
            job("min: 0, max: 120", "min: 0, max: .inf")),
        m(
            "both steps and epochs",
            "0102",
            "must not stand beside steps",
            "remove one of them",
            job("steps: 100 ", "steps: 100\n  epochs: 1 ")),
        m(
            "wrong choice",
            "0102",
            "must be one of",
            "did you mean numeric?",
            job("age, type: numeric", "age, type: numric")),
        m(
            "bounds swapped",
            "0206",
            "min < max",
            "were 120",
            job("min: 0, max: 120", "min: 120, max: 0")),
        m(
            "column twice",
            "0206",
            "must be unique",
            "rename or remove one",
            job("name: age", "name: sex")),
        m(
            "two labels",
            "0206",
            "must be the only label",
            "remove one",
            job(
                "{name: age, type: numeric, min: 0, max: 120}",
                "{name: age, type: label, target: real}")),
        m(
            "no label",
            "0206",
            "label",
            "add one",
            job("    - {name: num, type: label, target: binary}\n", "")),
        m(
            "setting of a setting",
            "0103",
            "one value or a list",
            "written with a dot",
            job("quorum: 0.5 ", "selector: {random: 1} ")),
        m(
            "cycle",
            "0105",
            "circle: a after b",
            "Remove one",
            agents(
                "[{agent: init, id: a, phase: start, after: [b]}, {agent: init, id: b, phase: start, after: [a]}]")),
        m(
            "unknown agent before",
            "0106",
            "does not exist",
            "there are",
            agents("[{agent: init, phase: start, after: [x]}]")));
  }

  static List<Mistake> inPlugins() {
    return List.of(
        m(
            "unknown trainer",
            "0301",
            "no trainer named",
            "Nearest are",
            job("plugin: sgd", "plugin: sdg")),
        m(
            "plugin of another role",
            "0301",
            "installed as aggregator",
            "choose",
            job("plugin: sgd", "plugin: fed-avg")),
        m(
            "version",
            "0301",
            "must have a version in",
            "change the range",
            job("plugin: sgd", "plugin: sgd\n  version: \"[9,10)\"")),
        m(
            "unknown setting",
            "0104",
            "setting of this plugin",
            "did you mean momentum?",
            job("rate: 0.01", "rate: 0.01\n  momentun: 0.9")),
        m(
            "setting out of range",
            "0103",
            "greater than 0",
            "was \"-1\"",
            job("rate: 0.01", "rate: -1")),
        m(
            "unknown metric",
            "0301",
            "must name only installed",
            "did you mean auc?",
            job("[auc,", "[auk,")),
        m(
            "metric for another label",
            "0206",
            "metric mse needs a label",
            "Installed and fitting: accuracy",
            job("[auc,", "[mse,")),
        m(
            "setting of a metric",
            "0103",
            "bins must be a whole number",
            "from 4096",
            job("quorum: 0.5", "metrics.auc.bins: 10\n  quorum: 0.5")),
        m(
            "selector without its setting",
            "0103",
            "exactly one of fraction and count",
            "selector.fraction",
            job("quorum: 0.5", "selector: random\n  quorum: 0.5")),
        m(
            "selector's setting",
            "0103",
            "fraction must be a number",
            "was \"2\"",
            job("quorum: 0.5", "selector: random\n  selector.fraction: 2\n  quorum: 0.5")),
        m(
            "model for another label",
            "0206",
            "label of model linear",
            "Installed and fitting: logistic",
            job("plugin: logistic", "plugin: linear")),
        m(
            "secure route",
            "0312",
            "no secure-aggregation plugin",
            "install one",
            job("route: open", "route: secure")),
        m(
            "noise",
            "0312",
            "no privacy-mechanism plugin",
            "install one",
            job("route: open", "noise: gauss\n  route: open")),
        m(
            "private gradients",
            "0312",
            "no privacy-mechanism plugin",
            "install one",
            job("rate: 0.01", "rate: 0.01\n  privacy: dp-sgd")),
        m(
            "key of another route",
            "0102",
            "aggregation.group-size: must not be given",
            "remove it",
            job("route: open", "group-size: 5\n  route: open")));
  }
}
