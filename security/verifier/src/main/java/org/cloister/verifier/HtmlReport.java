package org.cloister.verifier;

import java.util.List;
import java.util.Locale;

/** A report for people: one HTML file that prints, without scripts and without references. */
final class HtmlReport {
  private static final String HEAD =
      """
      <!DOCTYPE html>
      <html lang="en"><head><meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
      <title>Ledger verification</title><style>
      body{font:15px/1.5 system-ui,sans-serif;max-width:60em;margin:2em auto;padding:0 1em}
      h1{font-size:1.5em}table{border-collapse:collapse;width:100%}
      th,td{text-align:left;vertical-align:top;padding:.3em .6em;border-bottom:1px solid #ccc}
      td{overflow-wrap:anywhere}td.number{text-align:right;white-space:nowrap}
      .VERIFIED{color:#14532d}.FAILED{color:#991b1b}.INCONCLUSIVE,.WARNING{color:#854d0e}
      @media print{body{margin:0;max-width:none}h2{break-after:avoid}tr{break-inside:avoid}}
      </style></head><body>
      """;

  private HtmlReport() {}

  static String of(Report report) {
    StringBuilder html = new StringBuilder(HEAD);
    String verdict = report.verdict().name();
    html.append("<h1>Ledger verification: <span class=\"" + verdict + "\">" + verdict);
    html.append("</span></h1>\n<table>\n");
    html.append(row("what", report.subject()));
    report.facts().forEach((name, value) -> html.append(row(name, value)));
    html.append("</table>\n<h2>Found</h2>\n").append(found(report));
    html.append("<h2>Checked</h2>\n<table>\n");
    report
        .checked()
        .forEach(
            (what, count) ->
                html.append("<tr><td class=\"number\">")
                    .append(String.format(Locale.ROOT, "%,d", count))
                    .append("</td><td>" + escaped(what) + "</td></tr>\n"));
    html.append("</table>\n<h2>Not checked</h2>\n").append(list(report.notChecked()));
    html.append("<h2>Keys that were trusted</h2>\n").append(list(report.keys()));
    return html.append("</body></html>\n").toString();
  }

  private static String found(Report report) {
    if (report.findings().isEmpty()) {
      return "<p>Nothing that contradicts, nothing missing, no warning.</p>\n";
    }
    StringBuilder html = new StringBuilder("<table>\n");
    for (Finding finding : report.findings()) {
      String kind = finding.code().kind().name();
      html.append("<tr><th class=\"" + kind + "\">" + kind + "</th><td>" + finding.code());
      html.append("</td><td>" + escaped(TextReport.sentence(finding)) + "</td></tr>\n");
    }
    for (Code code : report.counts().keySet()) {
      long more = TextReport.unlisted(report, code);
      if (more > 0) {
        html.append("<tr><th></th><td>" + code + "</td><td>and " + more + " more</td></tr>\n");
      }
    }
    return html.append("</table>\n").toString();
  }

  private static String row(String name, String value) {
    return "<tr><th>" + escaped(name) + "</th><td>" + escaped(value) + "</td></tr>\n";
  }

  private static String list(List<String> lines) {
    StringBuilder html = new StringBuilder("<ul>\n");
    lines.forEach(line -> html.append("<li>" + escaped(line) + "</li>\n"));
    return html.append("</ul>\n").toString();
  }

  private static String escaped(String text) {
    return StrictText.printable(text)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
