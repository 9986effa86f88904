package org.cloister.app.report;

import java.util.List;

/** What every report has around its content. */
final class Page {

  /**
   * Nothing is loaded and nothing runs, whatever may have slipped into the page: no script, no
   * request, no form.
   */
  private static final String POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none';"
          + " form-action 'none'";

  private Page() {}

  /** One place to jump to. */
  record Link(String id, String words) {}

  static Html begin(String title) {
    Html html = new Html();
    html.open("html", "lang", "en").open("head");
    html.open("meta", "charset", "utf-8");
    html.open("meta", "http-equiv", "Content-Security-Policy", "content", POLICY);
    html.open("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    html.open("meta", "name", "color-scheme", "content", "light dark");
    html.open("meta", "name", "referrer", "content", "no-referrer");
    html.leaf("title", title);
    html.style(Style.ofReports());
    html.close().open("body");
    return html;
  }

  static void links(Html html, List<Link> links) {
    html.open("nav", "aria-label", "Sections").open("ul");
    for (Link link : links) {
      html.open("li").leaf("a", link.words(), "href", "#" + link.id()).close();
    }
    html.close().close();
  }

  static void tile(Html html, String name, String value, String note) {
    html.open("div", "class", "tile").leaf("dt", name);
    html.open("dd").leaf("span", value, "class", "big");
    if (!note.isEmpty()) {
      html.leaf("span", note, "class", "small");
    }
    html.close().close();
  }

  static String end(Html html, String program, String sources) {
    html.open("footer").open("p").text("Made by Cloister ").data(program);
    html.text(" from " + sources + ". It holds no script and loads nothing.").close().close();
    return html.close().close().document();
  }
}
