package org.cloister.verifier;

import java.util.Locale;

/** A report for a terminal. */
final class TextReport {
  private TextReport() {}

  static String of(Report report) {
    StringBuilder text = new StringBuilder();
    text.append(report.verdict()).append("  ").append(report.subject()).append('\n');
    report.facts().forEach((name, value) -> text.append(row(name, StrictText.printable(value))));
    text.append("\nKeys that were trusted\n");
    report.keys().forEach(key -> text.append("  ").append(StrictText.printable(key)).append('\n'));
    if (!report.checked().isEmpty()) {
      text.append("\nChecked\n");
      report
          .checked()
          .forEach(
              (what, count) ->
                  text.append(String.format(Locale.ROOT, "%,12d", count))
                      .append("  ")
                      .append(what)
                      .append('\n'));
    }
    if (!report.findings().isEmpty()) {
      text.append("\nFound\n");
    }
    for (Finding finding : report.findings()) {
      text.append(row(finding.code() + " (" + finding.code().kind() + ")", sentence(finding)));
    }
    more(report, text);
    text.append("\nNot checked\n");
    report.notChecked().forEach(line -> text.append("  ").append(line).append('\n'));
    return text.toString();
  }

  /** What was found, where, without the codes. */
  static String sentence(Finding finding) {
    return StrictText.printable(finding.where() + ": " + finding.what());
  }

  /** How many findings of a code are not listed. */
  static long unlisted(Report report, Code code) {
    long listed = report.findings().stream().filter(f -> f.code() == code).count();
    return report.counts().getOrDefault(code, 0L) - listed;
  }

  private static void more(Report report, StringBuilder text) {
    for (Code code : report.counts().keySet()) {
      long more = unlisted(report, code);
      if (more > 0) {
        text.append(row(code.toString(), "and " + more + " more of this kind"));
      }
    }
  }

  private static String row(String name, String value) {
    return "  " + name + ": " + value + "\n";
  }
}
