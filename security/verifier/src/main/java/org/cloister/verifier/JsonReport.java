package org.cloister.verifier;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A report for programs: one JSON object, format {@code cloister-verification/1}. */
final class JsonReport {
  private JsonReport() {}

  static String of(Report report) {
    return "{\"format\":\"cloister-verification/1\",\"verdict\":"
        + text(report.verdict().name())
        + ",\"subject\":"
        + text(report.subject())
        + ",\"facts\":"
        + texts(report.facts())
        + ",\"keys\":"
        + list(report.keys())
        + ",\"checked\":"
        + numbers(report.checked())
        + ",\"notChecked\":"
        + list(report.notChecked())
        + ",\"counts\":"
        + numbers(report.counts())
        + ",\"findings\":["
        + report.findings().stream().map(JsonReport::finding).collect(Collectors.joining(","))
        + "]}\n";
  }

  private static String finding(Finding finding) {
    return "{\"code\":"
        + text(finding.code().name())
        + ",\"kind\":"
        + text(finding.code().kind().name())
        + ",\"where\":"
        + text(finding.where())
        + ",\"what\":"
        + text(finding.what())
        + "}";
  }

  private static String texts(Map<String, String> map) {
    return map.entrySet().stream()
        .map(entry -> text(entry.getKey()) + ":" + text(entry.getValue()))
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static String numbers(Map<?, Long> map) {
    return map.entrySet().stream()
        .map(entry -> text(entry.getKey().toString()) + ":" + entry.getValue())
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static String list(List<String> list) {
    return list.stream().map(JsonReport::text).collect(Collectors.joining(",", "[", "]"));
  }

  private static String text(String text) {
    return '"' + StrictText.printable(text).replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
